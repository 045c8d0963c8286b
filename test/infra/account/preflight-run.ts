import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { vi } from "vitest";
import { withAccount } from "../../../infra/account/connection.ts";
import { preflight } from "../../../infra/account/preflight/preflight.ts";
import { status } from "../../../src/cli/status.ts";
import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { plain } from "../../../src/format/colours.ts";
import { human } from "../../../src/format/human.ts";
import { textOf } from "../../../src/source/source.ts";
import { corpus } from "../../src/catalog/corpus.ts";
import type { Account } from "../provider/account.ts";
import type { Variables } from "./scenarios.ts";

/** The account of the corpus's project, whose place the emulator's account takes. */
const corpusAccount = `AC${"0".repeat(32)}`;

/** What `handoffs preflight --env live` finds and prints. */
export interface Preflight {
  readonly diagnostics: readonly Diagnostic[];
  readonly output: string;
}

/** The command's own connection and checks, over the base project of the corpus with other files, and this account. */
export async function preflightOver(
  account: Account,
  files: ReadonlyMap<string, string> = new Map(),
  variables: Variables = {},
): Promise<Preflight> {
  const { accountSid, apiKey, apiSecret, authToken } = account.emulator.credentials;
  const env: Variables = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: apiKey,
    TWILIO_API_SECRET: apiSecret,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_ENDPOINT: account.emulator.endpoint,
    ...variables,
  };
  const { TWILIO_ACCOUNT_SID = "" } = env;
  const root = mkdtempSync(join(tmpdir(), "handoffs-preflight-"));
  try {
    cpSync(join(corpus, "base"), root, { recursive: true });
    for (const [file, text] of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const project = join(root, "handoffs.yaml");
    writeFileSync(project, readFileSync(project, "utf8").replace(corpusAccount, TWILIO_ACCOUNT_SID));
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    let found: Preflight | undefined;
    await withAccount({ dir: root, env: "live" }, async ({ project, catalog, deployable, operation }) => {
      const { plan } = deployable;
      const hurried = { ...operation, haste: 100 };
      const diagnostics = await preflight({ catalog, plan, operation: hurried, now: Date.now() });
      const output = human(diagnostics, project.loaded.files, textOf(project.source), plain);
      found = { diagnostics, output: output.replaceAll(TWILIO_ACCOUNT_SID, corpusAccount) };
      return status.clean;
    });
    if (found === undefined) throw new Error("The project of the test has problems");
    return found;
  } finally {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  }
}
