import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Details, Options } from "../../agent/api.d.ts";
import { handoffs } from "../../agent/index.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { type Emulator, startEmulator } from "../../infra/local/twilio/emulator.ts";
import { documentName } from "../../src/context/context.ts";
import { type Deployed, deploy } from "../infra/local/twilio/deploy.ts";
import { officialClient } from "../infra/local/twilio/rest-client.ts";

let directory: string;
let emulator: Emulator;
let site: Deployed;
const say = (text: string) => `<Response><Say>${text}</Say></Response>`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "agent-"));
  emulator = await startEmulator({ directory });
  site = await deploy(emulator.endpoint, {
    "/handoffs/billing.xml": say("billing"),
    "/handoffs/reception.xml": say("reception"),
    "/onerror.xml": say("plain"),
  });
});
beforeEach(() => {
  emulator.clearFaults();
  emulator.resetRequests();
});
afterAll(async () => {
  await emulator.close();
  await rm(directory, { recursive: true });
});

const scope = "acme/live";
const context = { scope, ttl: 60 };
const urlOf = (id: string) => site.url(`/handoffs/${id}.xml`);
const destinations = () => ({
  billing: { url: urlOf("billing") },
  reception: { url: urlOf("reception"), default: true },
  gone: { url: urlOf("gone") },
  broken: { url: "no address" },
});
const credentials = () => {
  const { accountSid, apiKey, apiSecret } = emulator.credentials;
  return { accountSid, apiKey, apiSecret, endpoint: emulator.endpoint };
};
const open = (options: Partial<Options<string>> = {}) =>
  handoffs({ destinations: destinations(), twilio: credentials(), ...options });

/** A call that is with the agent. */
async function incoming(): Promise<string> {
  const { callSid } = await emulator.placeCall({
    url: "https://agent.example.com/voice",
    from: "+442079460990",
  });
  return callSid;
}
const traceOf = async (callSid: string) =>
  (await (await fetch(`${emulator.origin}/emulator/calls/${callSid}`)).json()) as CallTrace;
const heard = async (callSid: string) => (await traceOf(callSid)).end;
const requests = () =>
  emulator
    .readRequests()
    .requests.filter(({ product }) => product === "api" || product === "sync")
    .map(({ method, path }) => `${method} ${path}`);
const update = "POST /2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json";
const create = "POST /v1/Services/{ServiceSid}/Documents";

describe("a handoff", () => {
  it.each(["the official client", "plain credentials"])(
    "moves the call with one request, by %s",
    async (way) => {
      const by = way === "plain credentials" ? credentials() : officialClient(emulator.endpoint);
      const callSid = await incoming();
      emulator.resetRequests();
      expect(await open({ twilio: by }).callHandoff(callSid, "billing")).toEqual({
        status: "moved",
        destination: "billing",
        context: { stored: false },
      });
      expect(requests()).toEqual([update]);
      expect(await heard(callSid)).toEqual({ kind: "message", text: "billing" });
    },
  );

  it("goes by a destination's former id too", async () => {
    const { callHandoff } = open({
      destinations: [{ id: "billing", url: urlOf("billing"), aliases: ["accounts"] }],
    });
    expect(await callHandoff(await incoming(), "accounts")).toMatchObject({
      status: "moved",
      destination: "billing",
    });
  });

  it("takes the account's auth token too, and an object with the SID", async () => {
    const { accountSid, authToken } = emulator.credentials;
    const { callHandoff } = open({ twilio: { accountSid, authToken, endpoint: emulator.endpoint } });
    expect((await callHandoff({ sid: await incoming() }, "billing")).status).toBe("moved");
  });

  it("stores the context first, under the CallSid and under the shared id", async () => {
    const callSid = await incoming();
    emulator.resetRequests();
    const details: Details = {
      reason: "refund",
      data: { order: 7 },
      headers: { "X-A": "1" },
      sharedId: "t-1",
    };
    expect(await open({ context }).callHandoff(callSid, "billing", details)).toMatchObject({
      context: { stored: true },
    });
    expect(requests()).toEqual([create, create, update]);
    const documents = officialClient(emulator.endpoint).sync.v1.services("default").documents;
    for (const id of [callSid, "t-1"])
      expect((await documents(documentName(scope, id)).fetch()).data).toEqual({
        id: callSid,
        shared_id: "t-1",
        destination: "billing",
        reason: "refund",
        utterance: "",
        headers: { "X-A": "1" },
        data: { order: 7 },
      });
  });

  it("stores it once where there is no other id, and anew when the call is handed on", async () => {
    const callSid = await incoming();
    const { callHandoff } = open({ context });
    const documents = officialClient(emulator.endpoint).sync.v1.services("default").documents;
    await documents.create({ uniqueName: documentName(scope, callSid), data: { old: true } });
    emulator.resetRequests();
    await callHandoff(callSid, "billing", { reason: "new" });
    expect(requests()).toEqual([create, `${create}/{Sid}`, update]);
    expect((await documents(documentName(scope, callSid)).fetch()).data).toMatchObject({ reason: "new" });
  });
});

describe("the same handoff again", () => {
  it("has no second effect, at once or later", async () => {
    const callSid = await incoming();
    const { callHandoff } = open({ context });
    emulator.resetRequests();
    const both = await Promise.all([callHandoff(callSid, "billing"), callHandoff(callSid, "billing")]);
    expect(await callHandoff(callSid, "billing")).toEqual(both[0]);
    expect(both[1]).toEqual(both[0]);
    expect(requests()).toEqual([create, update]);
  });

  it("is another one once the call has come back", async () => {
    const callSid = await incoming();
    const { callHandoff } = open();
    await callHandoff(callSid, "billing");
    emulator.resetRequests();
    expect((await callHandoff(callSid, "billing", { tried: ["billing"] })).status).toBe("call ended");
    expect(requests()).toEqual([update]);
  });

  it("is tried again when it did not move the call", async () => {
    const callSid = await incoming();
    const { callHandoff } = open();
    emulator.addFault({ kind: "server-error", match: { path: "/Calls/" }, count: 6 });
    expect((await callHandoff(callSid, "billing")).status).toBe("refused");
    expect((await callHandoff(callSid, "billing")).status).toBe("moved");
  });
});

describe("the caller is not lost", () => {
  it("to a destination that does not exist: the default one takes the call", async () => {
    const callSid = await incoming();
    expect(await open().callHandoff(callSid, "biling")).toEqual({
      status: "moved to default",
      destination: "reception",
      problem: 'There is no destination "biling"',
      context: { stored: false },
    });
    expect(await heard(callSid)).toEqual({ kind: "message", text: "reception" });
  });

  it("to a document that is gone: Twilio asks the plain one", async () => {
    const callSid = await incoming();
    expect((await open().callHandoff(callSid, "gone")).status).toBe("moved");
    expect(await heard(callSid)).toEqual({ kind: "message", text: "plain" });
  });

  it("to an address that Twilio refuses: the default destination takes the call", async () => {
    const callSid = await incoming();
    expect(await open().callHandoff(callSid, "broken")).toMatchObject({
      status: "moved to default",
      problem: expect.stringContaining("not a valid URL"),
    });
    expect(await heard(callSid)).toEqual({ kind: "message", text: "reception" });
  });

  it("where nobody says which is the default: its plain document is", async () => {
    const callSid = await incoming();
    const { callHandoff } = open({ destinations: [{ id: "billing", url: urlOf("billing") }] });
    expect(await callHandoff(callSid, "other")).toEqual({
      status: "moved to default",
      problem: 'There is no destination "other"',
      context: { stored: false },
    });
    expect(await heard(callSid)).toEqual({ kind: "message", text: "plain" });
  });

  it("to a busy API, nor to a connection that breaks", async () => {
    for (const kind of ["too-many-requests", "reset-before", "unavailable-after"] as const) {
      const callSid = await incoming();
      emulator.addFault({ kind, match: { path: "/Calls/" }, count: 1 });
      const { status } = await open().callHandoff(callSid, "billing");
      // What was done although the answer was lost has ended the call here, where a message is all there is to hear.
      expect(status).toBe(kind === "unavailable-after" ? "call ended" : "moved");
      expect(await heard(callSid)).toEqual({ kind: "message", text: "billing" });
    }
  });

  it("to a store that fails, nor to one that is slow", async () => {
    const failing = await incoming();
    emulator.addFault({ kind: "server-error", match: { path: "/Documents" }, count: 3 });
    expect(await open({ context }).callHandoff(failing, "billing")).toMatchObject({
      status: "moved",
      context: { stored: false, problem: expect.any(String) },
    });
    const slow = await incoming();
    emulator.addFault({ kind: "delay", match: { path: "/Documents" }, delay: 3000 });
    expect(await open({ context }).callHandoff(slow, "billing")).toMatchObject({
      status: "moved",
      context: { stored: false, problem: "Sync took longer than 2000 ms" },
    });
    expect(await heard(slow)).toEqual({ kind: "message", text: "billing" });
  });

  it.each<[string, Details, object]>([
    [
      "too large",
      { reason: "refund", data: { text: "ä".repeat(9000) } },
      { stored: true, problem: expect.stringContaining("its data were left out") },
    ],
    ["no JSON", { data: { order: 7n } }, { stored: false, problem: expect.stringContaining("no JSON") }],
    [
      "too large without its data",
      { reason: "r".repeat(20_000) },
      { stored: false, problem: expect.any(String) },
    ],
  ])("to a context that is %s", async (_what, details, stored) => {
    const callSid = await incoming();
    expect(await open({ context }).callHandoff(callSid, "billing", details)).toEqual({
      status: "moved",
      destination: "billing",
      context: stored,
    });
  });
});

describe("says so", () => {
  it("when the call has ended, or never was", async () => {
    const callSid = await incoming();
    await open().callHandoff(callSid, "billing");
    expect(await open().callHandoff(callSid, "billing")).toMatchObject({
      status: "call ended",
      problem: expect.stringContaining("not in-progress"),
    });
    expect((await open().callHandoff(`CA${"0".repeat(32)}`, "billing")).status).toBe("call ended");
  });

  it("when Twilio refuses everything: the caller is still with the agent", async () => {
    const callSid = await incoming();
    const { accountSid, endpoint } = credentials();
    const wrong = open({ twilio: { accountSid, authToken: "wrong", endpoint } });
    expect(await wrong.callHandoff(callSid, "billing")).toMatchObject({ status: "refused" });
    expect((await heard(callSid)).kind).toBe("agent");
    const client = twilio(credentials().apiKey, "wrong", { accountSid });
    client.api.baseUrl = endpoint.replace("{product}", "api");
    expect(await open({ twilio: client }).callHandoff(callSid, "billing")).toEqual({
      status: "refused",
      problem: "Authenticate",
    });
  });

  it("when what it was given is no CallSid, and asks nobody", async () => {
    emulator.resetRequests();
    const callHandoff = open().callHandoff as (...anything: unknown[]) => Promise<{ status: string }>;
    for (const call of ["../Accounts", "", undefined, null, {}, 7])
      expect((await callHandoff(call, "billing", null)).status).toBe("refused");
    expect(requests()).toEqual([]);
  });

  it("at once when there is nowhere to go", () => {
    expect(() => open({ destinations: {} })).toThrow("nowhere to hand a call");
  });
});
