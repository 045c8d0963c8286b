import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import twilio from "twilio";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { type Deployed, deploy } from "../deploy.ts";
import { officialClient, rawRequest, uploadForm } from "../rest-client.ts";

let checked: CheckedEmulator;
let site: Deployed;
const document = "<Response><Say>Hello</Say></Response>";
const echo = "exports.handler = (context, event, callback) => callback(null, event.From ?? 'nobody');";

beforeAll(async () => {
  checked = await startChecked();
  site = await deploy(checked.emulator.endpoint, {
    "/protected.xml": document,
    "/public.xml": { content: document, visibility: "public", type: "application/xml" },
    "/private.json": { content: "{}", visibility: "private", type: "application/json" },
    "/function": { content: echo, type: "application/javascript" },
  });
});
afterAll(async () => {
  await checked.close();
});

interface Ask {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly signature?: string;
  readonly domain?: string;
}
const ask = async (path: string, { method, form, signature, domain = site.domain }: Ask = {}) => {
  const body = form === undefined ? "" : new URLSearchParams(form).toString();
  const asked = request(checked.emulator.origin + path, {
    method: method ?? (form === undefined ? "GET" : "POST"),
    headers: {
      host: domain,
      ...(signature === undefined ? {} : { "x-twilio-signature": signature }),
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    agent: false,
  }).end(body);
  const [response]: IncomingMessage[] = await once(asked, "response");
  if (response === undefined) throw new Error("no response");
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
};
const signed = (path: string, form: Readonly<Record<string, string>> = {}): string =>
  twilio.getExpectedTwilioSignature(checked.emulator.credentials.authToken, site.url(path), form);

it("gives a protected asset to a signed request only", async () => {
  expect((await ask("/protected.xml")).status).toBe(403);
  expect((await ask("/protected.xml", { signature: signed("/other.xml") })).status).toBe(403);
  const reply = await ask("/protected.xml", { signature: signed("/protected.xml") });
  expect(reply).toMatchObject({ status: 200, body: document });
  expect(reply.headers["content-type"]).toBe("text/xml");
  const query = "/protected.xml?CallSid=CA1&From=%2B44";
  expect((await ask(query, { signature: signed(query) })).status).toBe(200);
  expect((await ask(`${query}&x=1`, { signature: signed(query) })).status).toBe(403);
});

it("signs the parameters of a POST too", async () => {
  const form = { From: "+442079460100" };
  expect(await ask("/function", { form, signature: signed("/function", form) })).toMatchObject({
    status: 200,
    body: "+442079460100",
  });
  expect((await ask("/function", { form, signature: signed("/function") })).status).toBe(403);
  expect((await ask("/function")).status).toBe(403);
});

it("gives a public asset to anybody, with the content type that it was uploaded with", async () => {
  const reply = await ask("/public.xml");
  expect(reply).toMatchObject({ status: 200, body: document });
  expect(reply.headers["content-type"]).toBe("application/xml");
  expect(await ask("/public.xml", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
});

it("gives nobody a private asset, a path that is not there, or another domain", async () => {
  expect((await ask("/private.json", { signature: signed("/private.json") })).status).toBe(403);
  expect((await ask("/nothing.xml")).status).toBe(404);
  expect((await ask("/public.xml", { domain: "somebody-1234-live.twil.io" })).status).toBe(404);
});

it("answers GET and HEAD for assets, GET, POST and OPTIONS for Functions", async () => {
  expect(await ask("/public.xml", { form: {} })).toMatchObject({
    status: 405,
    headers: { allow: "GET, HEAD" },
  });
  expect((await ask("/public.xml", { method: "DELETE" })).status).toBe(405);
  expect((await ask("/function", { method: "OPTIONS", signature: signed("/function") })).status).toBe(204);
  expect((await ask("/function", { method: "DELETE", signature: signed("/function") })).status).toBe(405);
});

it("serves what the live build holds, and nothing that came after", async () => {
  const client = officialClient(checked.emulator.endpoint);
  const own = await deploy(checked.emulator.endpoint, {
    "/a.xml": { content: "first", visibility: "public" },
  });
  const service = client.serverless.v1.services(own.serviceSid);
  const [asset] = await service.assets.list();
  const upload = await rawRequest(
    `${checked.emulator.endpoint.replace("{product}", "serverless-upload")}/v1/Services/${own.serviceSid}/Assets/${asset?.sid}/Versions`,
    { form: uploadForm({ path: "/a.xml", content: "second", visibility: "public" }) },
  );
  const body = async () => (await ask("/a.xml", { domain: own.domain })).body;
  expect(await body()).toBe("first");
  const build = await service.builds.create({ assetVersions: [String(upload.body.sid)] });
  expect(await body()).toBe("first");
  const { deployments } = service.environments(own.environmentSid);
  await deployments.create({ buildSid: build.sid });
  expect(await body()).toBe("second");
  await deployments.create({ buildSid: own.buildSid });
  expect(await body()).toBe("first");
  await service.assets(asset?.sid ?? "").remove();
  expect(await body()).toBe("first");
  await deployments.create({});
  expect((await ask("/a.xml", { domain: own.domain })).status).toBe(404);
});
