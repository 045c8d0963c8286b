import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { up } from "../../infra/local/engine/engine.ts";
import { type Company, openCompany } from "./company.ts";
import { hasPulumi, pulumiEngine } from "./engine.ts";

const opened: Company[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

/** A deployment whose build takes a while, and which Twilio tells once to come back later. */
async function slow(): Promise<Company> {
  const company = await openCompany({ buildTime: 700 });
  opened.push(company);
  company.emulator.addFault({
    kind: "too-many-requests",
    retryAfter: 1,
    match: { method: "POST", template: "/v1/Services/{ServiceSid}/Builds" },
  });
  return company;
}

const waits = [
  /^Twilio refused POST .*Builds with HTTP 429: Too Many Requests\..* Trying again$/,
  /^Build ZB[0-9a-f]{32} is running \(\d+ s\)$/,
  /^Build ZB[0-9a-f]{32} is complete: deploying it$/,
];

it("the embedded engine tells what a deployment waits for", { timeout: 60_000 }, async () => {
  const { root } = await slow();
  const said: string[] = [];
  const outcome = await up({
    root,
    stack: "local",
    stateFile: join(root, "stack.json"),
    passphrase: "local",
    onEvent: (event) => {
      if (event.kind === "status") said.push(event.message);
    },
  });
  expect(outcome.status).toBe("succeeded");
  for (const wait of waits) expect(said).toContainEqual(expect.stringMatching(wait));
});

it.skipIf(!hasPulumi)(
  "the pulumi CLI gets the same lines, to show and forget",
  { timeout: 120_000 },
  async () => {
    const company = await slow();
    const engine = pulumiEngine(company);
    await engine.preview();
    const log = join(company.root, "progress.json");
    const run = await engine.cli("up", "--yes", "--skip-preview", "--event-log", log);
    expect(run.succeeded, run.text).toBe(true);
    const said = readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { readonly diagnosticEvent?: Line })
      .flatMap(({ diagnosticEvent }) => (diagnosticEvent?.ephemeral ? [diagnosticEvent] : []));
    const lines = said.map(({ message }) => message.replaceAll(/<\{%[^%]*%\}>/g, "").trim());
    for (const wait of waits) expect(lines).toContainEqual(expect.stringMatching(wait));
    expect(said.every(({ urn }) => urn?.endsWith("::release"))).toBe(true);
  },
);

interface Line {
  readonly ephemeral?: boolean;
  readonly message: string;
  readonly urn?: string;
}
