import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asset, type Properties, secret, unknown } from "../../../infra/provider/property.ts";
import { type ProviderProcess, type Reply, startProvider } from "./provider-process.ts";
import { router } from "./sample.ts";

// Diff asks nobody: this provider has neither credentials nor an endpoint that answers.
let provider: ProviderProcess;
beforeAll(async () => {
  provider = await startProvider();
  await provider.configure();
});
afterAll(() => provider.close());

const sid = (prefix: string, digit = "0"): string => prefix + digit.repeat(32);
const serviceSid = sid("ZS");
const made = { id: "", inputs: {}, state: { serviceSid, domainName: "acme-1234.twil.io" } };

const binInputs: Properties = {
  serviceSid,
  domainName: "acme-1234.twil.io",
  path: "/handoffs/billing.xml",
  twiml: "<Response/>",
};
const bin: Reply = {
  id: `${serviceSid}/${sid("ZH")}`,
  inputs: binInputs,
  state: {
    ...binInputs,
    assetSid: sid("ZH"),
    versionSid: sid("ZN"),
    url: "https://acme-1234.twil.io/handoffs/billing.xml",
  },
};
const routerInputs = router(made);
const routed: Reply = {
  id: `${serviceSid}/${sid("ZH")}`,
  inputs: routerInputs,
  state: {
    ...routerInputs,
    functionSid: sid("ZH"),
    functionVersionSid: sid("ZN"),
    planAssetSid: sid("ZH"),
    planVersionSid: sid("ZN"),
  },
};
const releaseInputs: Properties = {
  serviceSid,
  environmentSid: sid("ZE"),
  assetVersions: { "/handoffs/billing.xml": sid("ZN") },
  functionVersions: {},
  runtime: "node22",
};
const released: Reply = {
  id: `${serviceSid}/${sid("ZE")}`,
  inputs: releaseInputs,
  state: { ...releaseInputs, buildSid: sid("ZB"), deploymentSid: sid("ZD") },
};
const numberInputs: Properties = {
  phoneNumber: "+442079460000",
  voiceUrl: "https://example.com/new",
  voiceMethod: "POST",
};
const webhook: Reply = {
  id: sid("PN"),
  inputs: numberInputs,
  state: { ...numberInputs, phoneNumberSid: sid("PN"), previous: secret({ voiceUrl: "" }) },
};

it("finds nothing where nothing changed", async () => {
  for (const [type, olds] of [
    ["TwimlBin", bin],
    ["RouterFunction", routed],
    ["Release", released],
    ["PhoneNumberWebhook", webhook],
  ] as const) {
    const diff = await provider.diff(type, olds, olds.inputs);
    expect(diff).toMatchObject({ some: false, detailed: {}, diffs: [], replaces: [] });
  }
});

describe("paths and kinds", () => {
  it("names the one property of a route", async () => {
    const news = router(made, {
      routes: {
        billing: { to: { number: "+442079460777" } },
        reception: { to: { number: "+442079460199" } },
      },
    });
    expect(await provider.diff("RouterFunction", routed, news)).toMatchObject({
      some: true,
      detailed: { "routes.billing.to.number": "UPDATE" },
      diffs: ["routes"],
      replaces: [],
    });
  });

  it("tells added and removed entries", async () => {
    const news = router(made, {
      routes: { billing: { to: { number: "+442079460123" } }, "night-desk": { to: { message: "Hello" } } },
    });
    expect((await provider.diff("RouterFunction", routed, news)).detailed).toEqual({
      "routes.reception": "DELETE",
      "routes.night-desk": "ADD",
    });
  });

  it("quotes keys that are no names", async () => {
    const news = { ...releaseInputs, assetVersions: { "/handoffs/billing.xml": sid("ZN", "1") } };
    expect((await provider.diff("Release", released, news)).detailed).toEqual({
      'assetVersions["/handoffs/billing.xml"]': "UPDATE",
    });
    const hostile = router(made, { settings: { aliases: {}, 'a"]["b': 1, "c.d": 2 } });
    expect((await provider.diff("RouterFunction", routed, hostile)).detailed).toEqual({
      'settings["a\\"][\\"b"]': "ADD",
      'settings["c.d"]': "ADD",
    });
  });

  it("replaces what cannot be changed", async () => {
    expect(
      await provider.diff("TwimlBin", bin, { ...binInputs, path: "/handoffs/accounts.xml" }),
    ).toMatchObject({
      detailed: { path: "UPDATE_REPLACE" },
      replaces: ["path"],
      deleteBeforeReplace: false,
    });
    expect(
      await provider.diff("PhoneNumberWebhook", webhook, { ...numberInputs, phoneNumber: "+442079460001" }),
    ).toMatchObject({
      detailed: { phoneNumber: "UPDATE_REPLACE" },
      deleteBeforeReplace: false,
    });
  });

  it("deletes a service first when its name stays taken", async () => {
    const inputs = { uniqueName: "acme", friendlyName: "Acme", environmentName: "live" };
    const olds = {
      id: serviceSid,
      inputs,
      state: { ...inputs, serviceSid, environmentSid: sid("ZE"), domainName: "x.twil.io" },
    };
    expect(
      await provider.diff("ServerlessService", olds, { ...inputs, environmentName: "sandbox" }),
    ).toMatchObject({
      replaces: ["environmentName"],
      deleteBeforeReplace: true,
    });
    expect(await provider.diff("ServerlessService", olds, { ...inputs, uniqueName: "acme-2" })).toMatchObject(
      {
        replaces: ["uniqueName"],
        deleteBeforeReplace: false,
      },
    );
    expect(await provider.diff("ServerlessService", olds, { ...inputs, domainSuffix: "x" })).toMatchObject({
      detailed: { domainSuffix: "ADD_REPLACE" },
    });
  });

  it("leaves out ignored paths", async () => {
    const news = router(made, { routes: { billing: { to: { number: "+442079460777" } } } });
    expect((await provider.diff("RouterFunction", routed, news, ["routes.billing"])).detailed).toEqual({
      "routes.reception": "DELETE",
    });
    expect((await provider.diff("RouterFunction", routed, news, ["routes"])).some).toBe(false);
  });
});

describe("assets", () => {
  const { hash } = routerInputs.code as unknown as { hash: string };

  it("differ by content, never by path", async () => {
    const moved = router(made, { code: asset({ hash, path: "/elsewhere/router.cjs" }) });
    expect((await provider.diff("RouterFunction", routed, moved)).some).toBe(false);
    const changed = router(made, { code: asset({ hash: "1".repeat(64), path: "/elsewhere/router.cjs" }) });
    expect((await provider.diff("RouterFunction", routed, changed)).detailed).toEqual({ code: "UPDATE" });
  });
});

describe("secrets and unknowns", () => {
  it("compares what a secret holds", async () => {
    const olds = {
      ...bin,
      inputs: { ...binInputs, twiml: secret("<Response/>") },
      state: { ...bin.state, twiml: secret("<Response/>") },
    };
    expect((await provider.diff("TwimlBin", olds, { ...binInputs, twiml: secret("<Response/>") })).some).toBe(
      false,
    );
    expect(
      (await provider.diff("TwimlBin", olds, { ...binInputs, twiml: secret("<Response></Response>") }))
        .detailed,
    ).toEqual({ twiml: "UPDATE" });
  });

  it("updates the state when a value becomes a secret", async () => {
    expect(
      (await provider.diff("TwimlBin", bin, { ...binInputs, twiml: secret("<Response/>") })).detailed,
    ).toEqual({ twiml: "UPDATE" });
  });

  it("takes an unknown for a change", async () => {
    expect((await provider.diff("TwimlBin", bin, { ...binInputs, twiml: unknown })).detailed).toEqual({
      twiml: "UPDATE",
    });
    expect((await provider.diff("TwimlBin", bin, { ...binInputs, serviceSid: unknown })).detailed).toEqual({
      serviceSid: "UPDATE_REPLACE",
    });
    const news = { ...releaseInputs, assetVersions: { "/handoffs/billing.xml": unknown } };
    expect((await provider.diff("Release", released, news)).detailed).toEqual({
      'assetVersions["/handoffs/billing.xml"]': "UPDATE",
    });
  });
});

describe("drift", () => {
  it("shows that another version of a document is live", async () => {
    const { twiml: _, ...state } = bin.state;
    const drifted = { ...bin, state: { ...state, versionSid: sid("ZN", "9") } };
    expect(await provider.diff("TwimlBin", drifted, binInputs)).toMatchObject({
      detailed: { versionSid: "~UPDATE" },
      diffs: ["versionSid"],
      replaces: [],
    });
  });

  it("shows that another build is live", async () => {
    const { deploymentSid: _, ...state } = released.state;
    const drifted = { ...released, state: { ...state, buildSid: sid("ZB", "9") } };
    expect((await provider.diff("Release", drifted, releaseInputs)).detailed).toEqual({
      buildSid: "~UPDATE",
    });
  });

  it("shows what a number's webhook was changed to", async () => {
    const drifted = { ...webhook, state: { ...webhook.state, voiceUrl: "https://example.com/foreign" } };
    expect((await provider.diff("PhoneNumberWebhook", drifted, numberInputs)).detailed).toEqual({
      voiceUrl: "~UPDATE",
    });
  });
});
