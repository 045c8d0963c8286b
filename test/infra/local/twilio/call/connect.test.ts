import { afterAll, beforeAll, expect, it } from "vitest";
import type { CallTrace } from "../../../../../infra/local/twilio/call/trace.ts";
import { officialClient } from "../rest-client.ts";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const relay = '<ConversationRelay url="wss://agent.example.com/relay"/>';
const disconnect = (callSid: string, body: object) =>
  fetch(`${stage.checked.emulator.origin}/emulator/calls/${callSid}/disconnect`, {
    method: "POST",
    body: JSON.stringify(body),
  });

it("leaves the call with the agent, who moves it by REST", async () => {
  const trace = await stage.call({
    "/main": response(`<Connect action="/after">${relay}</Connect>`, "<Say>Never</Say>"),
    "/desk": response("<Say>Desk</Say>"),
  });
  expect(trace.end).toEqual({ kind: "agent", url: "wss://agent.example.com/relay" });
  expect(eventsOf(trace, "connected")).toMatchObject([
    { noun: "ConversationRelay", action: { url: `${stage.origin}/after`, method: "POST" } },
  ]);
  const client = officialClient(stage.checked.endpoint);
  await client.calls(trace.callSid).update({ url: `${stage.origin}/desk`, method: "GET" });
  expect((await client.calls(trace.callSid).fetch()).status).toBe("completed");
});

it("goes on with the action and what the agent hands over", async () => {
  const trace = await stage.call({
    "/main": response(`<Connect action="/after">${relay}</Connect>`),
    "/after": ({ form }) => response(`<Say>${form.get("HandoffData")} ${form.get("SessionStatus")}</Say>`),
  });
  const after = (await (await disconnect(trace.callSid, { handoffData: "billing" })).json()) as CallTrace;
  expect(after.end).toEqual({ kind: "message", text: "billing ended" });
  expect((await disconnect(trace.callSid, {})).status).toBe(400);
});

it("tells the action that the agent was lost", async () => {
  const lost = await stage.call({
    "/main": response(
      `<Connect action="/after" method="GET"><Stream url="wss://agent.example.com/media"/></Connect>`,
    ),
    "/after": ({ query }) => response(`<Say>${query.get("ErrorCode")} ${query.get("SessionStatus")}</Say>`),
  });
  const after = (await (await disconnect(lost.callSid, { errorCode: "64105" })).json()) as CallTrace;
  expect(after.end).toEqual({ kind: "message", text: "64105 failed" });
});

it("is an error without a WebSocket's address", async () => {
  const trace = await stage.call({
    "/main": response('<Connect><ConversationRelay url="https://agent.example.com"/></Connect>'),
  });
  expect(trace.end).toMatchObject({ kind: "error", code: 12200 });
});
