import { afterEach, describe, expect, it } from "vitest";
import { account, type Company, openCompany, ownedNumbers, previousWebhook, webhooks } from "./company.ts";
import { embeddedEngine, hasPulumi, pulumiEngine } from "./engine.ts";

const opened: Company[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

const engines = [
  { name: "embedded engine", open: embeddedEngine, there: true },
  { name: "pulumi CLI", open: pulumiEngine, there: hasPulumi },
] as const;

const another = `AC${"5".repeat(32)}`;

describe.each(engines)("with another account's credentials, the $name", ({ open, there }) => {
  it.skipIf(!there)("takes nothing for gone", { timeout: 120_000 }, async () => {
    const company = await openCompany();
    opened.push(company);
    const engine = open(company);
    expect((await engine.up()).succeeded).toBe(true);
    const [live, stack] = [await account(company), await engine.exported()];
    const mine = company.emulator.credentials.accountSid;
    company.edit("Pulumi.local.yaml", `accountSid: ${mine}`, `accountSid: ${another}`);
    for (const operation of ["preview", "up", "refresh", "destroy"] as const) {
      const run = await engine[operation]();
      expect(run.succeeded, operation).toBe(false);
      expect(run.text, operation).toContain(`the credentials are of ${another}, which has nothing of it`);
    }
    expect(await account(company)).toEqual(live);
    expect(resourcesIn(await engine.exported())).toEqual(resourcesIn(stack));

    company.edit("Pulumi.local.yaml", `accountSid: ${another}`, `accountSid: ${mine}`);
    expect((await engine.up()).changes).toEqual([]);
    expect((await engine.destroy()).succeeded).toBe(true);
    for (const number of ownedNumbers)
      expect((await webhooks(company))[number]?.voice_url).toBe(previousWebhook.VoiceUrl);
  });
});

const resourcesIn = (stack: string): readonly string[] =>
  (JSON.parse(stack) as { deployment: { resources: readonly { urn: string }[] } }).deployment.resources.map(
    ({ urn }) => urn,
  );
