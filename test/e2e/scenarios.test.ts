import { afterEach, describe, expect, it } from "vitest";
import { destinationText } from "../../infra/local/show/trace.ts";
import { account, type Company, openCompany, ownedNumbers, previousWebhook, webhooks } from "./company.ts";
import { type Engine, embeddedEngine, hasPulumi, pulumiEngine, type Run } from "./engine.ts";

const engines = [
  { name: "embedded engine", open: embeddedEngine, there: true },
  { name: "pulumi CLI", open: pulumiEngine, there: hasPulumi },
] as const;

const opened: Company[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

async function begin(open: (company: Company) => Engine, buildTime = 0) {
  const company = await openCompany({ buildTime });
  opened.push(company);
  return { company, engine: open(company) };
}

async function deployed(open: (company: Company) => Engine) {
  const { company, engine } = await begin(open);
  const run = await engine.up();
  expect(run.succeeded, run.text).toBe(true);
  return { company, engine, created: { run, calls: await company.takeCalls() } };
}

const restored = {
  voice_url: previousWebhook.VoiceUrl,
  voice_method: "POST",
  voice_fallback_url: previousWebhook.VoiceFallbackUrl,
};

for (const { name, open, there } of engines) {
  describe.skipIf(!there)(`on the ${name}`, { timeout: 120_000 }, () => {
    it("previews without creating anything", async () => {
      const { company, engine } = await begin(open);
      const before = await account(company);
      await company.takeCalls();
      const run = await engine.preview();
      expect(run.succeeded, run.text).toBe(true);
      expect(run.changes.map(({ step }) => step)).toContain("create TwimlBin handoffs/billing");
      expect((await company.takeCalls()).total).toBe(0);
      expect(await account(company)).toEqual(before);
    });

    it("creates everything once, and then has nothing to do", async () => {
      const { company, engine, created } = await deployed(open);
      expect(new Set(created.run.changes.map(({ step }) => step.split(" ")[0]))).toEqual(new Set(["create"]));
      const [service] = await account(company);
      expect(service?.live.assets).toEqual(
        [...(service?.assets ?? [])]
          .map((path) => `${path} ${path === "/plan.json" ? "private" : "protected"}`)
          .sort(),
      );
      expect(service?.live.functions).toEqual(["/router protected"]);
      for (const number of ownedNumbers)
        expect((await webhooks(company))[number]?.voice_fallback_url).toMatch(
          /^https:\/\/.*\.twil\.io\/onerror\//,
        );
      await company.takeCalls();
      const again = await engine.up();
      expect({ succeeded: again.succeeded, changes: again.changes }).toEqual({
        succeeded: true,
        changes: [],
      });
      expect((await company.takeCalls()).total).toBe(0);
    });

    it("changes exactly one bin, its route and the release", async () => {
      const { company, engine } = await deployed(open);
      company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
      const expected = [
        {
          step: "update Release release",
          paths: ['assetVersions["/handoffs/billing.xml"]', 'assetVersions["/plan.json"]'],
        },
        { step: "update RouterFunction router", paths: ["routes.billing.to.number"] },
        { step: "update TwimlBin handoffs/billing", paths: ["twiml"] },
      ];
      const preview = await engine.preview();
      expect(preview.changes).toEqual(expected);
      expect((await company.takeCalls()).total).toBe(0);
      const run = await engine.up();
      expect(run.succeeded, run.text).toBe(true);
      expect(run.changes.map(({ step }) => step)).toEqual(expected.map(({ step }) => step));
      expect((await company.takeCalls()).total).toBeLessThanOrEqual(5);
    });

    it("uploads nothing when only a description changes", async () => {
      const { company, engine } = await deployed(open);
      company.edit("destinations/billing.yaml", "dispute a bill", "query a bill");
      const run = await engine.up();
      expect({ succeeded: run.succeeded, changes: run.changes }).toEqual({ succeeded: true, changes: [] });
      expect((await company.takeCalls()).total).toBe(0);
    });

    it("removes and adds destinations", async () => {
      const { company, engine } = await deployed(open);
      company.remove("destinations/product-recall.yaml");
      company.remove("numbers/recall-line.yaml");
      company.write(
        "destinations/returns.yaml",
        'name: Returns\ndescription: The caller wants to send something back.\nto: "+442079460150"\n',
      );
      const run = await engine.up();
      expect(run.succeeded, run.text).toBe(true);
      const [service] = await account(company);
      expect(service?.assets).toContain("/handoffs/returns.xml");
      expect(service?.assets).not.toContain("/handoffs/product-recall.xml");
      expect((await webhooks(company))["+442079460002"]).toMatchObject(restored);
    });

    it("refuses to exceed the policy", async () => {
      const { company, engine } = await deployed(open);
      company.edit("handoffs.yaml", "maxDestinationsRetargeted: 10", "maxDestinationsRetargeted: 0");
      company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
      const before = await account(company);
      const run = await engine.up();
      expect(run.succeeded).toBe(false);
      expect(run.text).toContain("the policy allows 0");
      expect(await account(company)).toEqual(before);
    });

    it("finds and repairs what was changed in the console", async () => {
      const { company, engine } = await deployed(open);
      const sid = (await webhooks(company))["+442079460000"]?.sid;
      await company.twilio(
        `/api/2010-04-01/Accounts/${company.emulator.credentials.accountSid}/IncomingPhoneNumbers/${sid}.json`,
        { VoiceUrl: "https://someone.example.com/" },
      );
      await company.takeCalls();
      const refreshed = await engine.refresh();
      expect(refreshed.succeeded, refreshed.text).toBe(true);
      expect(refreshed.changes).toEqual([
        { step: "update PhoneNumberWebhook +442079460000", paths: ["voiceUrl"] },
      ]);
      expect((await company.takeCalls()).total).toBeLessThanOrEqual(5);
      const repaired = await engine.up();
      expect(repaired.changes.map(({ step }) => step)).toEqual(["update PhoneNumberWebhook +442079460000"]);
      expect((await webhooks(company))["+442079460000"]?.voice_url).toBe("https://agent.example.com/voice");
    });

    it("keeps callers where they are when the file of a number is renamed", async () => {
      const { company, engine } = await deployed(open);
      const before = await webhooks(company);
      company.rename("numbers/main-line.yaml", "numbers/uk-line.yaml");
      const renamed = await engine.up();
      expect(renamed.succeeded, renamed.text).toBe(true);
      expect(renamed.changes.map(({ step }) => step)).toEqual([
        "update Release release",
        "update RouterFunction router",
      ]);
      expect(await webhooks(company)).toEqual(before);
      expect((await engine.destroy()).succeeded).toBe(true);
      for (const number of ownedNumbers) expect((await webhooks(company))[number]).toMatchObject(restored);
    });

    it("keeps the old routing up when a build fails, and converges on the next run", async () => {
      const { company, engine } = await deployed(open);
      company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
      company.edit("numbers/sales-line.yaml", "answer: sales", "answer: billing");
      company.emulator.addFault({ kind: "failing-build" });
      const before = await webhooks(company);
      const failed = await engine.up();
      expect(failed.succeeded).toBe(false);
      expect(await webhooks(company)).toEqual(before);
      expect(await reachedAt(company, "billing")).toBe("+442079460123");
      const mended = await engine.up();
      expect(mended.succeeded, mended.text).toBe(true);
      expect(await reachedAt(company, "billing")).toBe("+442079460124");
      expect((await webhooks(company))["+442079460001"]?.voice_url).toMatch(/\/handoffs\/billing\.xml$/);
      expect((await engine.up()).changes).toEqual([]);
    });

    it("gives every number back on destroy, releases none, and leaves nothing behind", async () => {
      const { company, engine } = await deployed(open);
      const run = await engine.destroy();
      expect(run.succeeded, run.text).toBe(true);
      const numbers = await webhooks(company);
      expect(Object.keys(numbers).sort()).toEqual([...ownedNumbers]);
      for (const number of ownedNumbers) expect(numbers[number]).toMatchObject(restored);
      expect(await account(company)).toEqual([]);
    });

    it("refuses a host that is not this machine", async () => {
      const { company, engine } = await begin(open);
      company.edit("Pulumi.local.yaml", company.emulator.endpoint, "https://{product}.twilio.com");
      const run = await engine.preview();
      expect(run.succeeded).toBe(false);
      expect(run.text).toContain("the emulator on this machine only");
    });

    it("shows what is wrong with the files", async () => {
      const { company, engine } = await begin(open);
      company.edit("destinations/billing.yaml", '"+442079460123"', "front desk");
      const run = await engine.preview();
      expect(run.succeeded).toBe(false);
      expect(run.text).toContain("destinations/billing.yaml:4:5");
      expect((await company.takeCalls()).total).toBe(0);
    });
  });
}

/** The number that a call to a destination rings first. */
async function reachedAt(company: Company, destination: string): Promise<string | undefined> {
  const [environment] = await domains(company);
  const trace = await company.emulator.placeCall({
    url: `https://${environment}/handoffs/${destination}.xml`,
    method: "GET",
  });
  const leg = trace.events.find((event) => event.kind === "leg");
  return leg?.kind === "leg" ? destinationText(leg.destination) : undefined;
}

async function domains({ twilio }: Company): Promise<readonly string[]> {
  const [service] = (await twilio("/serverless/v1/Services")).services as readonly { readonly sid: string }[];
  const { environments } = await twilio(`/serverless/v1/Services/${service?.sid}/Environments`);
  return (environments as readonly { readonly domain_name: string }[]).map(({ domain_name }) => domain_name);
}

/** What each moment of a stack's life changed, asked of Twilio and left there. */
async function life(open: (company: Company) => Engine) {
  const { company, engine } = await begin(open);
  const moments: object[] = [];
  const take = async (name: string, run: Run) => {
    const { byTemplate } = await company.takeCalls();
    const [numbers, service] = [await webhooks(company), await account(company)];
    await company.takeCalls();
    const urls = Object.values(numbers).map(
      ({ phone_number, voice_url }) =>
        `${phone_number} ${String(voice_url).replace(/-\d{4}\.twil\.io/, ".twil.io")}`,
    );
    const steps = run.changes.map(({ step }) => step);
    moments.push({ name, succeeded: run.succeeded, steps, calls: byTemplate, urls, service });
  };
  await take("preview", await engine.preview());
  await take("create", await engine.up());
  await take("nothing", await engine.up());
  company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
  await take("change", await engine.up());
  company.remove("destinations/product-recall.yaml");
  company.remove("numbers/recall-line.yaml");
  await take("remove", await engine.up());
  const sid = (await webhooks(company))["+442079460000"]?.sid;
  await company.twilio(
    `/api/2010-04-01/Accounts/${company.emulator.credentials.accountSid}/IncomingPhoneNumbers/${sid}.json`,
    { VoiceUrl: "https://someone.example.com/" },
  );
  await company.takeCalls();
  await take("drift", await engine.refresh());
  company.edit("destinations/billing.yaml", "+442079460124", "+442079460125");
  company.emulator.addFault({ kind: "failing-build" });
  await take("failed build", await engine.up());
  await take("repair", await engine.up());
  await take("destroy", await engine.destroy());
  return moments as readonly { readonly name: string }[];
}

describe.skipIf(!hasPulumi)("the embedded engine and the pulumi CLI", { timeout: 180_000 }, () => {
  it("make the same calls and the same account, at every moment of a stack's life", async () => {
    const one = await life(embeddedEngine);
    const other = await life(pulumiEngine);
    expect(one.map(({ name }) => name)).toHaveLength(9);
    for (const [index, moment] of one.entries()) expect(other[index], moment.name).toEqual(moment);
  });

  it("take each other's state with no change to make", async () => {
    const { company, engine } = await deployed(embeddedEngine);
    const cli = pulumiEngine(company);
    await cli.imported(await engine.exported());
    const taken = await cli.up();
    expect({ succeeded: taken.succeeded, changes: taken.changes }, taken.text).toEqual({
      succeeded: true,
      changes: [],
    });
    company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
    expect((await cli.up()).changes).toHaveLength(3);
    await engine.imported(await cli.exported());
    const back = await engine.up();
    expect({ succeeded: back.succeeded, changes: back.changes }, back.text).toEqual({
      succeeded: true,
      changes: [],
    });
  });
});
