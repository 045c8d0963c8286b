import { afterAll, beforeAll, expect, it } from "vitest";
import type { CallTrace } from "../../../../infra/local/twilio/call/trace.ts";
import type { RequestLog } from "../../../../infra/local/twilio/request-log.ts";
import { type CheckedEmulator, startChecked } from "./checked-emulator.ts";
import { type Deployed, deploy } from "./deploy.ts";
import { officialClient } from "./rest-client.ts";

let checked: CheckedEmulator;
let site: Deployed;

beforeAll(async () => {
  checked = await startChecked();
  site = await deploy(checked.emulator.endpoint, {
    "/hello.xml": "<Response><Say>Hello</Say></Response>",
    "/log": {
      content:
        'exports.handler = (context, event, callback) => { console.log("from", event.From); callback(null, "ok"); };',
      type: "application/javascript",
    },
  });
});
afterAll(async () => {
  await checked.close();
});

const control = (path: string, init?: RequestInit) =>
  fetch(`${checked.emulator.origin}/emulator${path}`, init);
const place = async (body: unknown) =>
  control("/calls", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
const readLog = async () => (await (await control("/requests")).json()) as ReturnType<RequestLog["read"]>;

it("tells its health", async () => {
  const { credentials, origin } = checked.emulator;
  expect(await (await control("/health")).json()).toEqual({
    version: expect.any(String),
    origin,
    accountSid: credentials.accountSid,
    directory: checked.directory,
  });
});

it("places calls to a number or to a URL, and keeps their traces", async () => {
  const client = officialClient(checked.emulator.endpoint);
  await client.incomingPhoneNumbers.create({
    phoneNumber: "+442079460100",
    voiceUrl: site.url("/hello.xml"),
    voiceMethod: "GET",
  });
  for (const body of [{ to: "+442079460100", from: "+442079460200" }, { url: site.url("/hello.xml") }]) {
    const trace = (await (await place(body)).json()) as CallTrace;
    expect(trace.end).toEqual({ kind: "message", text: "Hello" });
    expect(await (await control(`/calls/${trace.callSid}`)).json()).toEqual(trace);
  }
  expect((await control("/calls/CA0")).status).toBe(404);
});

it.each([
  ["nothing", {}],
  ["a number and a URL", { to: "+442079460100", url: "https://example.com" }],
  ["a number of nobody", { to: "+442079460999" }],
  ["an outcome that is none", { to: "+442079460100", outcomes: ["sulking"] }],
  ["an outcome at no time", { to: "+442079460100", outcomes: [{ outcome: "picked-up", after: -1 }] }],
  [
    "an outcome with keys that no telephone has",
    { to: "+442079460100", outcomes: [{ outcome: "answered", digits: "yes" }] },
  ],
  ["such keys to accept with", { to: "+442079460100", accept: "yes" }],
  ["headers that are no text", { to: "+442079460100", headers: { "X-Reason": 1 } }],
  ["a SIP address of nobody", { to: "sip:billing@nobody.sip.twilio.com" }],
  ["a method that is none", { url: "https://example.com", method: "PUT" }],
  ["no JSON", "{"],
])("refuses a call with %s", async (_name, body) => {
  const response = await place(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.any(String) });
});

it("reads what is said of a call's caller, callees and waits", async () => {
  const screened = await deploy(checked.emulator.endpoint, {
    "/screened.xml":
      '<Response><Dial><Number url="/whisper.xml" method="GET">+442079460001</Number></Dial></Response>',
    "/whisper.xml": '<Response><Gather action="/accept" numDigits="1"/><Hangup/></Response>',
    "/accept": {
      content: `exports.handler = (context, event, callback) => {
        const response = new Twilio.Response();
        response.appendHeader("Content-Type", "text/xml");
        response.setBody(event.Digits === "5" ? "<Response/>" : "<Response><Hangup/></Response>");
        callback(null, response);
      };`,
      type: "application/javascript",
    },
    "/queue.xml": "<Response><Enqueue>support</Enqueue></Response>",
  });
  const outcomeOf = async (body: object) =>
    ((await (await place({ url: screened.url("/screened.xml"), ...body })).json()) as CallTrace).events.at(
      -1,
    );
  expect(await outcomeOf({ accept: "5" })).toMatchObject({ outcome: "answered" });
  expect(await outcomeOf({ outcomes: [{ outcome: "answered", digits: "5" }] })).toMatchObject({
    outcome: "answered",
  });
  expect(await outcomeOf({ outcomes: ["answered"] })).toMatchObject({ outcome: "declined" });
  expect(
    await outcomeOf({ url: screened.url("/queue.xml"), outcomes: [{ outcome: "picked-up", after: 45 }] }),
  ).toMatchObject({ outcome: "picked-up", waited: 45 });
  const { events } = (await (
    await place({
      url: screened.url("/queue.xml"),
      from: "sip:alice@pbx.example.com",
      headers: { "X-Reason": "bill" },
    })
  ).json()) as CallTrace;
  expect(events[0]).toMatchObject({ kind: "request", params: { "SipHeader_X-Reason": "bill" } });
});

it("counts REST calls by template, status polls apart, and forgets them on demand", async () => {
  await control("/requests", { method: "DELETE" });
  const client = officialClient(checked.emulator.endpoint);
  await client.serverless.v1.services(site.serviceSid).builds(site.buildSid).buildStatus().fetch();
  await client.serverless.v1.services(site.serviceSid).fetch();
  await client.serverless.v1.services(site.serviceSid).fetch();
  await client.incomingPhoneNumbers.list();
  const { accountSid } = checked.emulator.credentials;
  await fetch(`${checked.emulator.origin}/api/2010-04-01/Accounts/${accountSid}/Calls.json`);
  const { counts, requests } = await readLog();
  expect(counts).toEqual({
    total: 5,
    statusPolls: 1,
    byTemplate: {
      "GET serverless /v1/Services/{ServiceSid}/Builds/{Sid}/Status": 1,
      "GET serverless /v1/Services/{Sid}": 2,
      "GET api /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json": 1,
      "GET api /2010-04-01/Accounts/{AccountSid}/Calls.json": 1,
    },
  });
  expect(requests.at(-1)).toMatchObject({ method: "GET", product: "api", status: 401 });
  expect(checked.emulator.readRequests().counts).toEqual(counts);
  await control("/requests", { method: "DELETE" });
  expect((await readLog()).counts.total).toBe(0);
});

it("shows what Functions write to their console", async () => {
  await place({ url: site.url("/log"), from: "+442079460300" });
  await expect
    .poll(async () => (await control("/logs")).json())
    .toMatchObject({ lines: expect.arrayContaining(["/log: from +442079460300"]) });
});
