import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { text, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { Reply } from "../provider-process.ts";
import { type Deployed, deploy, service, webhook } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "ServerlessService";
let count = 0;
let inputs = service;
beforeEach(() => {
  count += 1;
  inputs = { ...service, uniqueName: `handoffs-${count}` };
});
const environments = (made: Reply) => account.list(`${made.id}/Environments`, "environments");

it("makes a service and its environment, without credentials in it and closed to the console", async () => {
  const provider = await account.provider();
  await account.resetCalls();
  const made = await provider.create(type, inputs);
  expect(await account.calls()).toEqual(["POST /v1/Services", "POST /v1/Services/{ServiceSid}/Environments"]);
  const there = await account.rest("GET", "serverless", `/v1/Services/${made.id}`);
  expect(there).toMatchObject({
    unique_name: inputs.uniqueName,
    include_credentials: false,
    ui_editable: false,
  });
  const [environment] = await environments(made);
  expect(made.state).toEqual({
    ...inputs,
    serviceSid: made.id,
    environmentSid: environment?.sid,
    domainName: environment?.domain_name,
    accountSid: account.emulator.credentials.accountSid,
  });
});

it("previews what is known", async () => {
  const provider = await account.provider();
  await account.resetCalls();
  const preview = await provider.create(type, inputs, true);
  expect(preview).toMatchObject({
    id: "",
    state: { uniqueName: inputs.uniqueName, serviceSid: unknown, domainName: unknown },
  });
  expect(await account.calls()).toEqual([]);
  const made = await provider.create(type, inputs);
  const renamed = await provider.update(type, made, { ...inputs, friendlyName: "New" }, true);
  expect(renamed.state).toEqual({ ...made.state, friendlyName: "New" });
});

it("renames in place", async () => {
  const provider = await account.provider();
  const made = await provider.create(type, inputs);
  const renamed = await provider.update(type, made, { ...inputs, friendlyName: "New" });
  expect(renamed.state).toEqual({ ...made.state, friendlyName: "New" });
  expect(await account.rest("GET", "serverless", `/v1/Services/${made.id}`)).toMatchObject({
    friendly_name: "New",
  });
});

it("reads what is there for a refresh, in one call, and nothing once it is gone", async () => {
  const made = await (await account.provider()).create(type, inputs);
  await account.resetCalls();
  expect(await (await account.provider()).read(type, made.id, made)).toEqual(made);
  expect(await account.calls()).toEqual(["GET /v1/Services/{ServiceSid}/Environments"]);
  await account.rest("DELETE", "serverless", `/v1/Services/${made.id}`);
  expect(await (await account.provider()).read(type, made.id, made)).toBeUndefined();
});

it("imports by SID and by unique name", async () => {
  const made = await (await account.provider()).create(type, { ...inputs, domainSuffix: "eu" });
  const provider = await account.provider();
  for (const id of [made.id, text(inputs, "uniqueName")]) expect(await provider.read(type, id)).toEqual(made);
  expect(await provider.read(type, "no-such-service")).toBeUndefined();
});

it("deletes the service with everything in it, also when it is gone already", async () => {
  const provider = await account.provider();
  const made = await provider.create(type, inputs);
  const run = await account.provider();
  await run.delete(type, made);
  await run.delete(type, made);
  expect(await run.read(type, made.id, made)).toBeUndefined();
});

/** The small deployment, until the test is over. */
async function live(): Promise<Deployed> {
  const deployed = await deploy(await account.provider());
  onTestFinished(async () => {
    // The test may have deleted it.
    await account.rest("DELETE", "serverless", `/v1/Services/${deployed.service.id}`).catch(() => {});
  });
  return deployed;
}

describe("what answers calls", () => {
  const asking = (domainName: string) => `https://${domainName}/handoffs/billing.xml?from=console#rc=2`;

  it("stays while a number or SIP Domain asks it, and goes once neither does", async () => {
    const made = await (await account.provider()).create(type, inputs);
    const url = asking(text(made.state, "domainName"));
    await account.buyNumber("+442079460030", { VoiceUrl: url });
    await account.createSipDomain("console.sip.twilio.com", {
      VoiceUrl: "https://example.com/",
      VoiceFallbackUrl: url,
    });
    await expect((await account.provider()).delete(type, made)).rejects.toThrow(
      /still answers \+442079460030, console\.sip\.twilio\.com at .*callers would reach nobody/s,
    );
    expect(await environments(made)).toHaveLength(1);
    for (const { list, sid } of [
      { list: "IncomingPhoneNumbers", sid: (await account.number("+442079460030")).sid },
      { list: "SIP/Domains", sid: (await account.sipDomain("console.sip.twilio.com")).sid },
    ])
      await account.rest(
        "POST",
        "api",
        `/2010-04-01/Accounts/${account.emulator.credentials.accountSid}/${list}/${sid}.json`,
        { VoiceUrl: "https://example.com/", VoiceFallbackUrl: "" },
      );
    await (await account.provider()).delete(type, made);
    expect(await (await account.provider()).read(type, made.id, made)).toBeUndefined();
  });

  it("stays also where the state does not know its host", async () => {
    const { service: made, bins } = await live();
    await account.buyNumber("+442079460077", { VoiceUrl: text(bins[0].state, "url") });
    const { domainName: _, environmentSid: __, ...state } = made.state;
    const deletion = (await account.provider()).delete(type, { ...made, state });
    await expect(deletion).rejects.toThrow("still answers +442079460077");
  });

  it("is forgotten where somebody has deleted it, whoever asks it", async () => {
    const made = await (await account.provider()).create(type, inputs);
    await account.buyNumber("+442079460032", { VoiceUrl: asking(text(made.state, "domainName")) });
    await account.rest("DELETE", "serverless", `/v1/Services/${made.id}`);
    await (await account.provider()).delete(type, made);
  });

  it("goes with the numbers that the same run has given back", async () => {
    const { service: made, bins } = await live();
    await account.buyNumber("+442079460031", { VoiceUrl: "https://example.com/before" });
    const run = await account.provider();
    const asked = await run.create(
      "PhoneNumberWebhook",
      webhook(text(bins[0].state, "url"), { phoneNumber: "+442079460031" }),
    );
    await expect(run.delete(type, made)).rejects.toThrow("+442079460031");
    await run.delete("PhoneNumberWebhook", asked);
    await run.delete(type, made);
    expect((await account.number("+442079460031")).voice_url).toBe("https://example.com/before");
  });
});

describe("half-made", () => {
  it("keeps the service when the environment fails, and the next update makes it", async () => {
    const provider = await account.provider();
    const fault = { kind: "server-error", match: { method: "POST", path: "/Environments" } };
    const { unfinished } = await account.failing(fault, provider, () => provider.create(type, inputs));
    expect(unfinished).toMatchObject({ state: { serviceSid: unfinished?.id } });
    const kept = { ...(unfinished as Reply), inputs };

    const next = await account.provider();
    expect((await next.diff(type, kept, inputs)).detailed).toEqual({ environmentSid: "~UPDATE" });
    const finished = await next.update(type, kept, inputs);
    expect((await environments(kept)).map(({ sid }) => sid)).toEqual([finished.state.environmentSid]);
  });

  it("takes over what a run that was killed has left, also after an answer that says nothing", async () => {
    const made = await (await account.provider()).create(type, inputs);
    await account.fault({ kind: "server-error", match: { method: "POST", path: "/v1/Services" } });
    const again = await (await account.provider()).create(type, inputs);
    expect(again.state).toEqual(made.state);
  });

  it("takes over what a run that was killed has left", async () => {
    const left = await account.rest("POST", "serverless", "/v1/Services", {
      UniqueName: text(inputs, "uniqueName"),
      FriendlyName: text(inputs, "friendlyName"),
    });
    const made = await (await account.provider()).create(type, inputs);
    expect(made.id).toBe(left.sid);
    expect(await environments(made)).toHaveLength(1);
  });

  it("makes the environment anew after somebody has deleted it", async () => {
    const made = await (await account.provider()).create(type, inputs);
    await account.rest(
      "DELETE",
      "serverless",
      `/v1/Services/${made.id}/Environments/${made.state.environmentSid}`,
    );
    const next = await account.provider();
    const found = (await next.read(type, made.id, made)) ?? made;
    expect(found.state.domainName).toBeUndefined();
    expect((await next.diff(type, found, inputs)).some).toBe(true);
    const mended = await next.update(type, found, inputs);
    expect((await environments(made)).map(({ sid }) => sid)).toEqual([mended.state.environmentSid]);
  });
});

describe("somebody else's service", () => {
  it("is not taken over when it has another name", async () => {
    await account.rest("POST", "serverless", "/v1/Services", {
      UniqueName: text(inputs, "uniqueName"),
      FriendlyName: "The shop's own",
    });
    const provider = await account.provider();
    await expect(provider.create(type, inputs)).rejects.toThrow(
      /already has a service.*"The shop's own".*pulumi import/s,
    );
  });

  it("is not taken over when it is live", async () => {
    await live();
    const provider = await account.provider();
    await expect(provider.create(type, service)).rejects.toThrow(
      /already has a service.*serves handoffs-acme.*pulumi import/s,
    );
  });

  it.each(["server-error", "reset-before"])("is not taken over after %s either", async (kind) => {
    await live();
    await account.fault({ kind, match: { method: "POST", path: "/v1/Services" } });
    const provider = await account.provider();
    await expect(provider.create(type, service)).rejects.toThrow("already has a service");
  });

  it("is this stack's own when this run replaces it", async () => {
    const { service: made } = await live();
    const run = await account.provider();
    await run.diff(type, made, made.inputs);
    const again = await run.create(type, service);
    expect(again.state).toEqual(made.state);
    await run.delete(type, made);
    expect(await environments(made)).toHaveLength(1);
  });

  it("with several environments is not imported", async () => {
    const made = await (await account.provider()).create(type, inputs);
    await account.rest("POST", "serverless", `/v1/Services/${made.id}/Environments`, {
      UniqueName: "b",
      DomainSuffix: "b",
    });
    await expect((await account.provider()).read(type, made.id)).rejects.toThrow(
      /2 environments \(.*live.*\)/,
    );
  });
});
