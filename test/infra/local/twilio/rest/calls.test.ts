import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { type Deployed, deploy } from "../deploy.ts";
import { officialClient, rawRequest } from "../rest-client.ts";

let checked: CheckedEmulator;
let site: Deployed;
let client: ReturnType<typeof officialClient>;
const from = "+442079460100";
const to = "+442079460200";

beforeAll(async () => {
  checked = await startChecked();
  client = officialClient(checked.endpoint);
  await client.incomingPhoneNumbers.create({ phoneNumber: from });
  site = await deploy(checked.endpoint, {
    "/hello.xml": "<Response><Say>Hello</Say></Response>",
    "/agent.xml": "<Response><Redirect>https://agent.example.com/voice</Redirect></Response>",
    "/desk.xml": `<Response><Dial callerId="${from}">+442079460001</Dial></Response>`,
  });
});
afterAll(async () => {
  await checked.close();
});

const traceOf = async (sid: string) =>
  (await rawRequest(`${checked.emulator.origin}/emulator/calls/${sid}`)).body;
const settled = async (sid: string): Promise<string> => {
  for (;;) {
    const { status } = await client.calls(sid).fetch();
    if (status !== "queued") return status;
    await sleep(5);
  }
};
const completed = async (sid: string): Promise<void> => {
  while ((await client.calls(sid).fetch()).status !== "completed") await sleep(5);
};

it("start queued and are completed by what their TwiML says", async () => {
  const call = await client.calls.create({ to, from, url: site.url("/hello.xml"), method: "GET" });
  expect(call).toMatchObject({ status: "queued", direction: "outbound-api", to, from });
  expect(await settled(call.sid)).toBe("completed");
  expect((await traceOf(call.sid)).end).toEqual({ kind: "message", text: "Hello" });
  const inline = await client.calls.create({ to, from, twiml: "<Response><Say>Hi</Say></Response>" });
  await settled(inline.sid);
  expect((await traceOf(inline.sid)).end).toEqual({ kind: "message", text: "Hi" });
  expect((await client.calls.list({ status: "completed" })).map(({ sid }) => sid)).toContain(call.sid);
});

it("stay in progress with the agent, until the agent moves them on", async () => {
  const call = await client.calls.create({ to, from, url: site.url("/agent.xml"), method: "GET" });
  expect(await settled(call.sid)).toBe("in-progress");
  const moved = await client.calls(call.sid).update({ url: site.url("/desk.xml"), method: "GET" });
  expect(moved.status).toBe("completed");
  expect((await traceOf(call.sid)).end).toEqual({
    kind: "person",
    destination: { kind: "number", number: "+442079460001" },
  });
  await expect(client.calls(call.sid).update({ url: site.url("/desk.xml") })).rejects.toMatchObject({
    code: 21220,
  });
});

it("are moved only after they have come to the agent, however soon that is asked", async () => {
  const call = await client.calls.create({ to, from, url: site.url("/agent.xml"), method: "GET" });
  await client.calls(call.sid).update({ url: site.url("/hello.xml"), method: "GET" });
  expect((await traceOf(call.sid)).end).toEqual({ kind: "message", text: "Hello" });
});

it("ask the FallbackUrl that came with the update", async () => {
  const call = await client.calls.create({ to, from, url: site.url("/agent.xml"), method: "GET" });
  await settled(call.sid);
  await client.calls(call.sid).update({
    url: site.url("/gone.xml"),
    method: "GET",
    fallbackUrl: site.url("/hello.xml"),
    fallbackMethod: "GET",
  });
  expect((await traceOf(call.sid)).end).toEqual({ kind: "message", text: "Hello" });
});

it("are ended by Status", async () => {
  const call = await client.calls.create({ to, from, url: site.url("/agent.xml"), method: "GET" });
  await settled(call.sid);
  expect((await client.calls(call.sid).update({ status: "completed" })).status).toBe("completed");
  expect(await client.calls(call.sid).remove()).toBe(true);
});

it("have a child for each leg, as it ended", async () => {
  checked.emulator.scriptNextCall({ outcomes: ["busy", "answered"] });
  const desks = `<Response><Dial callerId="${from}">+442079460001</Dial><Dial callerId="${from}"><Sip>sip:desk@pbx.example.com</Sip></Dial></Response>`;
  const call = await client.calls.create({ to, from, twiml: desks });
  await settled(call.sid);
  const legs = await client.calls.list({ parentCallSid: call.sid });
  expect(legs.map(({ to, status, direction, duration }) => [to, status, direction, duration])).toEqual([
    ["sip:desk@pbx.example.com", "completed", "outbound-dial", "60"],
    ["+442079460001", "busy", "outbound-dial", null],
  ]);
  expect(legs.map(({ from }) => from)).toEqual([from, from]);
});

it("that ring a number of ours are a call there too, with legs of its own", async () => {
  const owned = "+442079460300";
  await client.incomingPhoneNumbers.create({
    phoneNumber: owned,
    voiceUrl: site.url("/desk.xml"),
    voiceMethod: "GET",
  });
  checked.emulator.scriptNextCall({ outcomes: ["no-answer"] });
  const call = await client.calls.create({ to: owned, from, twiml: "<Response><Pause/></Response>" });
  const [received] = (await client.calls.list({ to: owned, from })).filter((one) => one.sid !== call.sid);
  expect(received).toMatchObject({ direction: "inbound", parentCallSid: null });
  await completed(received?.sid ?? "");
  expect(await client.calls.list({ parentCallSid: received?.sid ?? "" })).toMatchObject([
    { to: "+442079460001", status: "no-answer" },
  ]);
});

it("are refused without To, From, TwiML, or with a From that is not ours", async () => {
  const { accountSid } = checked.emulator.credentials;
  const url = `${checked.endpoint.replace("{product}", "api")}/2010-04-01/Accounts/${accountSid}/Calls.json`;
  const code = async (form: Readonly<Record<string, string>>) => (await rawRequest(url, { form })).body.code;
  const Url = site.url("/hello.xml");
  expect(await code({ From: from, Url })).toBe(21201);
  expect(await code({ To: to, Url })).toBe(21213);
  expect(await code({ To: to, From: from })).toBe(21205);
  expect(await code({ To: to, From: from, Url: "hello" })).toBe(21205);
  expect(await code({ To: to, From: "+442079460999", Url })).toBe(21210);
  expect(await code({ To: to, From: from, Twiml: `<Response>${" ".repeat(4000)}</Response>` })).toBe(32018);
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
