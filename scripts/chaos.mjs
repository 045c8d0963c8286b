// Disturbs deployments far more than CI does: storms of random faults, and every kill of the chain.
// TRIALS (500), SEED (any) and REPLAY (fast-check's path) say which storms; EVERY=2 leaves out every other kill, and
// KILLS=no all of them.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import "./build.mjs";

const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const { TRIALS = "500", SEED = String(Date.now() % 2 ** 31), KILLS = "yes" } = process.env;
const tests = ["test/infra/provider/chaos", ...(KILLS === "no" ? [] : ["test/e2e/kill"])];
const { status } = spawnSync(process.execPath, [vitest, "run", "--reporter=verbose", ...tests], {
  stdio: "inherit",
  env: { ...process.env, CHAOS: "1", TRIALS, SEED },
});
process.exitCode = status ?? 1;
