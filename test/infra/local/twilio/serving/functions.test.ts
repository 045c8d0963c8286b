import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { type Deployed, deploy, type Site } from "../deploy.ts";
import { authorization, officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;
let site: Deployed;

const handlers: Readonly<Record<string, string>> = {
  "/event": "callback(null, event)",
  "/context": "callback(null, { ...context, region: process.env.REGION, path: process.env.PATH ?? null })",
  "/text": 'callback(null, "plain")',
  "/nothing": "callback()",
  "/error": 'callback(new Error("refused"))',
  "/throw": 'throw new Error("thrown")',
  "/reject": 'return Promise.reject(new Error("rejected"))',
  "/silent": "return",
  "/loop": "for (;;);",
  "/exit": "process.exit(1)",
  "/later": 'callback(null, "answered"); setTimeout(() => { throw new Error("too late"); }, 1)',
  "/twice": 'callback(null, "first"); callback(null, "second")',
  "/async": 'setTimeout(() => callback(null, "waited"), 1)',
  "/count": "globalThis.count = (globalThis.count ?? 0) + 1; callback(null, globalThis.count)",
  "/assets":
    'callback(null, { keys: Object.keys(Runtime.getAssets()), plan: Runtime.getAssets()["/plan.json"].open(), file: require("node:fs").readFileSync(Runtime.getAssets()["/plan.json"].path, "utf8") })',
  "/twilio":
    'fetch("https://sync.twilio.com/v1/Services/default", { headers: { authorization: event.authorization } }).then((reply) => reply.json()).then((service) => callback(null, service), callback)',
  "/require": 'require("lodash")',
  "/response":
    'const response = new Twilio.Response(); response.setStatusCode(201).setHeaders({ "Content-Type": "text/xml" }); response.appendHeader("X-One", "1"); response.setCookie("tried", "billing", ["Path=/"]); response.removeCookie("old"); response.setBody("<Response/>"); callback(null, response)',
  "/html": 'const response = new Twilio.Response(); response.setBody("text"); callback(null, response)',
  "/json": "const response = new Twilio.Response(); response.setBody({ a: 1 }); callback(null, response)",
};

const functionsOf = (bodies: Readonly<Record<string, string>>): Site =>
  Object.fromEntries(
    Object.entries(bodies).map(([path, body]) => [
      path,
      {
        content: `exports.handler = (context, event, callback) => { ${body} };`,
        visibility: "public" as const,
        type: "application/javascript",
      },
    ]),
  );

beforeAll(async () => {
  checked = await startChecked({ functionTimeout: 1500 });
  site = await deploy(checked.emulator.endpoint, {
    ...functionsOf(handlers),
    "/plan.json": { content: '{"a":1}', visibility: "private", type: "application/json" },
    "/public.json": { content: "{}", visibility: "public", type: "application/json" },
    "/broken": { content: "exports.handler = (", visibility: "public", type: "application/javascript" },
  });
});
afterAll(async () => {
  await checked.close();
});

const ask = async (
  path: string,
  init: {
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
) => {
  const asked = request(checked.emulator.origin + path, {
    method: init.method ?? (init.body === undefined ? "GET" : "POST"),
    headers: { host: site.domain, ...init.headers },
    agent: false,
  }).end(init.body);
  const [response]: IncomingMessage[] = await once(asked, "response");
  if (response === undefined) throw new Error("no response");
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
};
const form = { "content-type": "application/x-www-form-urlencoded" };

describe("the event", () => {
  it("is the request's headers and cookies, the query, and then the body, which wins", async () => {
    const { body } = await ask("/event?a=query&b=1&b=2", {
      body: "a=body&c=3",
      headers: { ...form, cookie: "tried=billing; odd=%zz", "X-Custom": "1", "x-forwarded-for": "10.0.0.1" },
    });
    const event = JSON.parse(body);
    expect(event).toMatchObject({ a: "body", b: ["1", "2"], c: "3" });
    expect(event.request.cookies).toEqual({ tried: "billing", odd: "%zz" });
    expect(event.request.headers).toMatchObject({ "x-custom": "1", host: site.domain });
    expect(event.request.headers).not.toHaveProperty("x-forwarded-for");
  });

  it("may be JSON, and a parameter called request overwrites the headers", async () => {
    const json = await ask("/event", {
      body: '{"a":{"b":1}}',
      headers: { "content-type": "application/json" },
    });
    expect(JSON.parse(json.body).a).toEqual({ b: 1 });
    expect(JSON.parse((await ask("/event?request=mine")).body).request).toBe("mine");
  });

  it("does not come with a GET that has a body", async () => {
    const headers = { ...form, "content-length": "3" };
    expect((await ask("/event", { method: "GET", body: "a=1", headers })).status).toBe(403);
  });
});

it("has the environment and its variables in the context, and nothing of the emulator's", async () => {
  const client = officialClient(checked.emulator.endpoint);
  const { environmentSid, serviceSid, domain } = site;
  await client.serverless.v1
    .services(serviceSid)
    .environments(environmentSid)
    .variables.create({ key: "REGION", value: "ie1" });
  expect(JSON.parse((await ask("/context")).body)).toEqual({
    DOMAIN_NAME: domain,
    PATH: "/context",
    SERVICE_SID: serviceSid,
    ENVIRONMENT_SID: environmentSid,
    REGION: "ie1",
    region: "ie1",
    path: null,
  });
});

it("has the private assets, and no others", async () => {
  expect(JSON.parse((await ask("/assets")).body)).toEqual({
    keys: ["/plan.json"],
    plan: '{"a":1}',
    file: '{"a":1}',
  });
});

it("reaches Twilio's APIs under their own addresses", async () => {
  const { body } = await ask(`/twilio?authorization=${encodeURIComponent(authorization)}`);
  expect(JSON.parse(body).unique_name).toBe("default");
});

describe("the answer", () => {
  it.each([
    ["/text", 200, "text/plain", "plain"],
    ["/nothing", 200, "text/plain", ""],
    ["/html", 200, "text/html", "text"],
    ["/json", 200, "application/json", '{"a":1}'],
    ["/async", 200, "text/plain", "waited"],
    ["/twice", 200, "text/plain", "first"],
    ["/later", 200, "text/plain", "answered"],
  ])("of %s is %i %s", async (path, status, type, body) => {
    const reply = await ask(path);
    expect(reply).toMatchObject({ status, body });
    expect(reply.headers["content-type"]).toBe(type);
  });

  it("is the first that was called back; that there was another is in the log", async () => {
    await ask("/twice");
    const logs = async () => (await fetch(`${checked.emulator.origin}/emulator/logs`)).text();
    await expect.poll(logs).toContain("/twice: callback was called again");
  });

  it("of a Twilio.Response is what was set in it", async () => {
    const reply = await ask("/response");
    expect(reply).toMatchObject({ status: 201, body: "<Response/>" });
    expect(reply.headers).toMatchObject({ "content-type": "text/xml", "x-one": "1" });
    expect(reply.headers["set-cookie"]).toEqual(["tried=billing;Path=/", "old=;Max-Age=0"]);
  });

  it.each([
    ["/error", "refused"],
    ["/throw", "thrown"],
    ["/reject", "rejected"],
    ["/require", "Cannot find module 'lodash'"],
    ["/broken", "SyntaxError"],
    ["/exit", "ended"],
  ])("of %s is an error that says %s", async (path, message) => {
    const reply = await ask(path);
    expect(reply.status).toBe(500);
    expect(reply.body).toContain(message);
  });

  it.each(["/silent", "/loop"])("of %s is 504, and others are answered meanwhile", async (path) => {
    const [slow, quick] = await Promise.all([ask(path), ask("/text")]);
    expect(slow.status).toBe(504);
    expect(quick.status).toBe(200);
    expect((await ask("/text")).status).toBe(200);
  });
});

it("stays warm between requests, and answers several at once", async () => {
  const counts = [];
  for (let index = 0; index < 3; index += 1) counts.push(Number((await ask("/count")).body));
  expect(counts).toEqual([1, 2, 3]);
  const replies = await Promise.all(Array.from({ length: 8 }, () => ask("/async")));
  expect(replies.map(({ body }) => body)).toEqual(Array(8).fill("waited"));
});
