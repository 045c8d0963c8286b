import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Blow, lasting, leftovers, strikeAfter } from "./chain.ts";
import { type Company, openCompany, ownedNumbers, previousWebhook, webhooks } from "./company.ts";
import { hasPulumi, type PulumiEngine, pulumiEngine } from "./engine.ts";

const opened: Company[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

const sigkill: Blow = { links: ["engine"], signal: "SIGKILL" };

/** https://github.com/pulumi/pulumi: the state is written at the end of a run only. */
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Calls of a creation: a bin among others, the build, the numbers. A run of the CLI takes long, so there are few. */
const kills = (
  process.env.CHAOS === undefined ? [20, 33] : [1, 2, 8, 14, 20, 26, 30, 31, 32, 33, 34]
).flatMap((after) => [
  { after, state: "written around each step", env: {} },
  { after, state: "written at the end only", env: withoutCheckpoints },
]);

describe.skipIf(!hasPulumi)("a kill of the pulumi CLI", { timeout: 120_000 }, () => {
  it.each(kills)("after $after calls, its state $state", async ({ after, env }) => {
    const company = await openCompany({ latency: 15, buildTime: 100 });
    opened.push(company);
    const engine = pulumiEngine(company, env);
    await engine.preview();
    await strikeAfter(after, company, engine.spawnUp(), sigkill);
    await engine.recover();
    await upOrImport(engine);
    expect((await engine.up()).changes).toEqual([]);
    const [service] = (await lasting(company)) as readonly { readonly assets: readonly string[] }[];
    expect(new Set(service?.assets).size).toBe(service?.assets.length);
    const destroyed = await engine.destroy();
    expect(destroyed.succeeded, destroyed.text).toBe(true);
    expect(await lasting(company)).toEqual([]);
    for (const number of ownedNumbers)
      expect((await webhooks(company))[number]?.voice_url).toBe(previousWebhook.VoiceUrl);
    // An orphaned provider looks for its engine once a second.
    await vi.waitFor(() => expect(leftovers(company)).toEqual([]), { timeout: 10_000, interval: 200 });
  });
});

/** What a kill leaves in the moment when the file backend has opened the file and not yet written it. */
describe.skipIf(!hasPulumi)("a checkpoint beside an empty sidecar", { timeout: 120_000 }, () => {
  it("is read again once the sidecar is gone", async () => {
    const company = await openCompany({ latency: 0, buildTime: 0 });
    opened.push(company);
    const engine = pulumiEngine(company);
    expect((await engine.up()).succeeded).toBe(true);
    writeFileSync(engine.sidecar, "");
    for (const command of ["up", "refresh", "cancel"])
      expect((await engine.cli(command, "--yes")).text).toContain("failed to load checkpoint: EOF");
    await engine.recover();
    expect((await engine.up()).changes).toEqual([]);
  });
});

/** What the guide says: a service that serves already, and that the state has never seen, is imported. */
async function upOrImport(engine: PulumiEngine): Promise<void> {
  const first = await engine.up();
  if (first.succeeded) return;
  expect(first.text).toContain("pulumi import twilio:index:ServerlessService <name> ZS");
  const service = ["twilio:index:ServerlessService", "service", "handoffs-acme-support-local"];
  const imported = await engine.cli(
    "import",
    ...service,
    "--generate-code=false",
    "--protect=false",
    "--yes",
  );
  expect(imported.succeeded, imported.text).toBe(true);
  const next = await engine.up();
  expect(next.succeeded, next.text).toBe(true);
}
