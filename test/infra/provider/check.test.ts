import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asset, type Properties, secret, unknown } from "../../../infra/provider/property.ts";
import { type ProviderProcess, startProvider } from "./provider-process.ts";
import { router } from "./sample.ts";

// Check asks nobody: this provider has neither credentials nor an endpoint that answers.
let provider: ProviderProcess;
beforeAll(async () => {
  provider = await startProvider();
  await provider.configure();
});
afterAll(() => provider.close());

const sid = (prefix: string): string => prefix + "0".repeat(32);
const made = { id: "", inputs: {}, state: { serviceSid: sid("ZS"), domainName: "acme-1234.twil.io" } };
const bin = {
  serviceSid: sid("ZS"),
  domainName: "acme-1234.twil.io",
  path: "/handoffs/billing.xml",
  twiml: "<Response/>",
};
const number = { phoneNumber: "+442079460000", voiceUrl: "https://example.com/voice" };
const service = { uniqueName: "handoffs-acme", friendlyName: "Handoffs", environmentName: "live" };
const release = {
  serviceSid: sid("ZS"),
  environmentSid: sid("ZE"),
  assetVersions: { "/handoffs/billing.xml": sid("ZN") },
  functionVersions: {},
};

describe("right inputs", () => {
  it.each<[string, Properties]>([
    ["ServerlessService", service],
    ["TwimlBin", bin],
    ["RouterFunction", router(made)],
    ["Release", release],
    ["PhoneNumberWebhook", number],
    ["SipDomainWebhook", { domainName: "acme.sip.twilio.com", voiceUrl: "https://example.com/voice" }],
  ])("%s passes", async (type, inputs) => {
    const { failures } = await provider.check(type, inputs);
    expect(failures).toEqual([]);
  });

  it("fills in defaults, and takes null for not given", async () => {
    const { inputs, failures } = await provider.check("PhoneNumberWebhook", {
      ...number,
      voiceFallbackUrl: null,
    });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({ ...number, voiceMethod: "POST" });
    expect((await provider.check("Release", release)).inputs).toMatchObject({ runtime: "node22" });
  });

  it("passes what is not known yet, and keeps secrets secret", async () => {
    const { inputs, failures } = await provider.check("TwimlBin", {
      ...bin,
      serviceSid: unknown,
      twiml: secret("<Response/>"),
    });
    expect(failures).toEqual([]);
    expect(inputs.serviceSid).toEqual(unknown);
    expect(inputs.twiml).toEqual(secret("<Response/>"));
  });
});

describe("wrong inputs", () => {
  it.each<[string, string, Properties, string]>([
    ["a missing input", "TwimlBin", { ...bin, twiml: null }, "twiml: `twiml` is missing"],
    [
      "an unknown input",
      "TwimlBin",
      { ...bin, twimll: "x" },
      'twimll: There is no property `twimll` here. Did you mean "twiml"?',
    ],
    ["a wrong type", "TwimlBin", { ...bin, twiml: 5 }, "twiml: Expected a string, found a number."],
    [
      "a list for a map",
      "RouterFunction",
      router(made, { routes: [] }),
      "routes: Expected a map, found a list.",
    ],
    [
      "an asset for text",
      "TwimlBin",
      { ...bin, twiml: asset({ hash: "0", text: "x" }) },
      "twiml: Expected a string, found an asset.",
    ],
    [
      "text for an asset",
      "RouterFunction",
      router(made, { code: "x" }),
      "code: Expected a FileAsset or StringAsset, found a string.",
    ],
    [
      "an asset inside data",
      "RouterFunction",
      router(made, { routes: { a: { b: asset({ hash: "0", text: "x" }) } } }),
      "routes.a.b: Expected plain data",
    ],
    [
      "an archive inside data",
      "RouterFunction",
      router(made, {
        settings: { x: { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7" } },
      }),
      "settings.x: Expected plain data",
    ],
    [
      "no finite number",
      "RouterFunction",
      router(made, { settings: { x: Number.NaN } }),
      "settings.x: Expected plain data",
    ],
    [
      "routes in settings",
      "RouterFunction",
      router(made, { settings: { routes: {} } }),
      "settings.routes: `routes` is an input of its own",
    ],
    [
      "an unknown limit",
      "RouterFunction",
      router(made, { policy: { maxNumbers: 1 } }),
      "policy.maxNumbers: There is no property `maxNumbers` here.",
    ],
    [
      "half a number",
      "RouterFunction",
      router(made, { policy: { maxNumbersChanged: 1.5 } }),
      "policy.maxNumbersChanged: Expected a whole number",
    ],
    ["a path without slash", "TwimlBin", { ...bin, path: "billing.xml" }, "path: Expected a path such as"],
    ["a path with a space", "TwimlBin", { ...bin, path: "/a b.xml" }, "path: Expected a path such as"],
    ["a path with a plus", "TwimlBin", { ...bin, path: "/+44.xml" }, "path: Expected a path such as"],
    ["a long path", "TwimlBin", { ...bin, path: `/${"a".repeat(255)}` }, "path: Expected a path such as"],
    [
      "a long document",
      "TwimlBin",
      { ...bin, twiml: `<Response>${"é".repeat(32_768)}</Response>` },
      "twiml: Expected at most 65536 bytes (64 kB)",
    ],
    ["no TwiML", "TwimlBin", { ...bin, twiml: "hello" }, "twiml: Expected a TwiML document"],
    [
      "another SID",
      "TwimlBin",
      { ...bin, serviceSid: sid("ZE") },
      "serviceSid: Expected the SID of a Serverless Service",
    ],
    [
      "a number without plus",
      "PhoneNumberWebhook",
      { ...number, phoneNumber: "442079460000" },
      "phoneNumber: Expected E.164",
    ],
    [
      "a number with spaces",
      "PhoneNumberWebhook",
      { ...number, phoneNumber: "+44 20 7946 0000" },
      "phoneNumber: Expected E.164",
    ],
    [
      "a relative URL",
      "PhoneNumberWebhook",
      { ...number, voiceUrl: "/voice" },
      "voiceUrl: Expected an absolute URL",
    ],
    [
      "another protocol",
      "PhoneNumberWebhook",
      { ...number, voiceUrl: "ftp://example.com" },
      "voiceUrl: Expected an absolute URL",
    ],
    [
      "another method",
      "PhoneNumberWebhook",
      { ...number, voiceMethod: "PUT" },
      "voiceMethod: Expected GET or POST",
    ],
    [
      "a fallback alone",
      "PhoneNumberWebhook",
      { phoneNumber: "+442079460000", voiceFallbackUrl: "https://example.com/f" },
      "voiceFallbackUrl: Expected `voiceUrl` beside it",
    ],
    [
      "a fallback method alone",
      "PhoneNumberWebhook",
      { ...number, voiceFallbackMethod: "GET" },
      "voiceFallbackMethod: Expected `voiceFallbackUrl` beside it",
    ],
    [
      "an empty build",
      "Release",
      { ...release, assetVersions: {} },
      "assetVersions: Expected at least one version",
    ],
    [
      "no version",
      "Release",
      { ...release, assetVersions: { "/a.xml": "ZN1" } },
      'assetVersions["/a.xml"]: Expected the SID of an uploaded version',
    ],
    [
      "a long name",
      "ServerlessService",
      { ...service, uniqueName: "a".repeat(51) },
      "uniqueName: Expected 1 to 50 characters",
    ],
    [
      "a name that is no host name",
      "ServerlessService",
      { ...service, uniqueName: "a.b" },
      "uniqueName: Expected letters, digits",
    ],
  ])("%s", async (_, type, inputs, expected) => {
    const { failures } = await provider.check(type, inputs);
    expect(failures.join("\n")).toContain(expected);
  });

  it("names all problems in one go", async () => {
    const { failures } = await provider.check("TwimlBin", { path: "x", twiml: 1 });
    expect(failures.map((line) => line.split(":")[0])).toEqual(["serviceSid", "domainName", "twiml", "path"]);
  });

  it("refuses an account that the credentials are not of", async () => {
    const other = await startProvider({ env: { TWILIO_ACCOUNT_SID: sid("AC") } });
    try {
      await other.configure();
      const account = `AC${"1".repeat(32)}`;
      expect((await other.check("ServerlessService", { ...service, account })).failures).toEqual([
        expect.stringContaining(`account: The credentials are of account ${sid("AC")}`),
      ]);
      expect((await other.check("ServerlessService", { ...service, account: sid("AC") })).failures).toEqual(
        [],
      );
    } finally {
      await other.close();
    }
    expect((await provider.check("ServerlessService", { ...service, account: sid("AC") })).failures).toEqual(
      [],
    );
  });
});

describe("policy", () => {
  const before = router(made, { policy: { maxDestinationsRemoved: 0 } });
  const { routes } = before;
  const fewer = router(made, {
    policy: { maxDestinationsRemoved: 0 },
    routes: { billing: (routes as Properties).billing ?? null },
  });

  it("refuses an update that exceeds it, and says how to allow it", async () => {
    const { failures } = await provider.check("RouterFunction", fewer, before);
    expect(failures).toEqual([
      expect.stringMatching(/^policy\.maxDestinationsRemoved: .*reception.*allows 0/),
    ]);
  });

  it("takes a destination with an heir for renamed, whatever else of the settings is not known yet", async () => {
    const renamed = (settings: Properties): Properties => ({ ...fewer, settings });
    const heir = { aliases: { reception: "billing" } };
    for (const settings of [heir, { ...heir, agent: unknown }, { aliases: unknown }]) {
      expect((await provider.check("RouterFunction", renamed(settings), before)).failures).toEqual([]);
    }
    for (const settings of [{}, { aliases: { accounts: "billing" } }, { aliases: {}, agent: unknown }]) {
      expect((await provider.check("RouterFunction", renamed(settings), before)).failures).toEqual([
        expect.stringMatching(/^policy\.maxDestinationsRemoved: .*reception/),
      ]);
    }
  });

  it("limits opening hours lost, and a new default", async () => {
    const policy = { maxOpeningHoursLost: "20%", defaultChange: "refuse" };
    const hours = { schedule: "office", closed: "agent" };
    const deployment = (closes: string, byDefault: string) => {
      const day = [{ opens: "09:00", closes }];
      const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
      const office = { timeZone: "Europe/London", week, exceptions: [], holidays: [] };
      const desks = {
        billing: { ...(routes as { billing: Properties }).billing, hours },
        reception: (routes as { reception: Properties }).reception,
      };
      return router(made, { policy, routes: desks, settings: { schedules: { office }, default: byDefault } });
    };
    const old = deployment("19:00", "billing");
    expect((await provider.check("RouterFunction", deployment("17:00", "billing"), old)).failures).toEqual(
      [],
    );
    expect((await provider.check("RouterFunction", deployment("16:00", "reception"), old)).failures).toEqual([
      expect.stringMatching(/^policy\.maxOpeningHoursLost: .*billing 30%.*allows 20%/),
      expect.stringMatching(/^policy\.defaultChange: .*reception/),
    ]);
  });

  it("does not limit the first deployment, nor what is not known yet", async () => {
    expect((await provider.check("RouterFunction", fewer)).failures).toEqual([]);
    const unclear = router(made, { policy: { maxDestinationsRemoved: 0 }, routes: { billing: unknown } });
    expect((await provider.check("RouterFunction", unclear, before)).failures).toEqual([]);
  });
});
