import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Handoffs } from "../../agent/api.d.ts";
import { callSidOf, handoffs } from "../../agent/index.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { type Emulator, startEmulator } from "../../infra/local/twilio/emulator.ts";
import { documentName } from "../../src/context/context.ts";
import { type Deployed, deploy } from "../infra/local/twilio/deploy.ts";
import { officialClient } from "../infra/local/twilio/rest-client.ts";

let directory: string;
let emulator: Emulator;
let site: Deployed;
let agent: Server;
let ours: Handoffs<string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "agent-relay-"));
  emulator = await startEmulator({ directory });
  site = await deploy(emulator.endpoint, {
    "/handoffs/billing.xml": "<Response><Say>billing</Say></Response>",
    "/handoffs/reception.xml": "<Response><Say>reception</Say></Response>",
  });
  ours = handoffs({
    destinations: [
      { id: "billing", url: site.url("/handoffs/billing.xml") },
      { id: "reception", url: site.url("/handoffs/reception.xml"), default: true },
    ],
    context: { scope: "acme/live", ttl: 60 },
    twilio: officialClient(emulator.endpoint),
  });
  agent = createServer(async (request, response) => {
    const parameters = Object.fromEntries(new URLSearchParams(await text(request)));
    const connect =
      '<Response><Connect action="/after"><ConversationRelay url="wss://agent.example.com/relay"/></Connect></Response>';
    response.setHeader("Content-Type", "text/xml");
    response.end(request.url === "/after" ? await ours.afterRelay(parameters) : connect);
  });
  agent.listen(0, "127.0.0.1");
  await once(agent, "listening");
});
afterAll(async () => {
  agent.closeAllConnections();
  agent.close();
  await emulator.close();
  await rm(directory, { recursive: true });
});

/** A call that talks to the agent, whose WebSocket then ends so. */
async function talk(disconnection: { readonly handoffData?: string; readonly errorCode?: string }) {
  const { port } = agent.address() as AddressInfo;
  const { callSid } = await emulator.placeCall({ url: `http://127.0.0.1:${port}/voice`, method: "POST" });
  const reply = await fetch(`${emulator.origin}/emulator/calls/${callSid}/disconnect`, {
    method: "POST",
    body: JSON.stringify(disconnection),
  });
  return { callSid, end: ((await reply.json()) as CallTrace).end };
}

const handoffDataOf = (message: string): string => {
  const { type, handoffData } = JSON.parse(message) as { type: string; handoffData: string };
  expect(type).toBe("end");
  return handoffData;
};

it("goes from the agent's last message to the destination, with the context", async () => {
  const message = ours.endSession("billing", { reason: "refund <now> & here" });
  const { callSid, end } = await talk({ handoffData: handoffDataOf(message) });
  expect(end).toEqual({ kind: "message", text: "billing" });
  const { data } = await officialClient(emulator.endpoint)
    .sync.v1.services("default")
    .documents(documentName("acme/live", callSid))
    .fetch();
  expect(data).toMatchObject({ id: callSid, destination: "billing", reason: "refund <now> & here" });
});

it.each([
  ["the WebSocket broke off", { errorCode: "64105" }],
  ["the agent ended without a word", {}],
  ["the word is of somebody else", { handoffData: "live-agent" }],
  ["the word is JSON of somebody else", { handoffData: '{"reasonCode":"live-agent-handoff"}' }],
  ["there is no such destination", { handoffData: '{"destination":"biling","details":{}}' }],
])("goes to the default destination when %s", async (_when, disconnection) => {
  expect((await talk(disconnection)).end).toEqual({ kind: "message", text: "reception" });
});

it("ends when the caller has hung up", async () => {
  expect(await ours.afterRelay({ CallStatus: "completed", SessionStatus: "completed", CallSid: "CA1" })).toBe(
    "<Response><Hangup/></Response>",
  );
});

it("reads the CallSid from the first message of either WebSocket, as text or parsed", () => {
  const setup = { type: "setup", sessionId: "VX1", callSid: "CA1", from: "+442079460990" };
  const start = { event: "start", streamSid: "MZ1", start: { callSid: "CA2", tracks: ["inbound"] } };
  expect([setup, JSON.stringify(setup), start, JSON.stringify(start)].map(callSidOf)).toEqual([
    "CA1",
    "CA1",
    "CA2",
    "CA2",
  ]);
  expect(
    [{ type: "prompt" }, { event: "media" }, "{", null, 7, { event: "start" }, '"CA1"'].map(callSidOf),
  ).toEqual(Array(7).fill(undefined));
});
