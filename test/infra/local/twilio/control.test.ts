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
  ["a method that is none", { url: "https://example.com", method: "PUT" }],
  ["no JSON", "{"],
])("refuses a call with %s", async (_name, body) => {
  const response = await place(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.any(String) });
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
