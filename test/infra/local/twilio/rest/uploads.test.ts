import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient, rawRequest, uploadForm } from "../rest-client.ts";

let checked: CheckedEmulator;
let serviceSid: string;
let assetSid: string;
let functionSid: string;

beforeAll(async () => {
  checked = await startChecked();
  const client = officialClient(checked.endpoint);
  const service = await client.serverless.v1.services.create({ uniqueName: "s", friendlyName: "s" });
  serviceSid = service.sid;
  const context = client.serverless.v1.services(serviceSid);
  assetSid = (await context.assets.create({ friendlyName: "asset" })).sid;
  functionSid = (await context.functions.create({ friendlyName: "function" })).sid;
});
afterAll(async () => {
  await checked.close();
});

const upload = (form: FormData, kind = "Assets", sid = assetSid) =>
  rawRequest(
    `${checked.endpoint.replace("{product}", "serverless-upload")}/v1/Services/${serviceSid}/${kind}/${sid}/Versions`,
    { form },
  );
const file = { path: "/handoffs/billing.xml", content: "<Response/>" };

it("answers 201 with the version, which can then be fetched and listed", async () => {
  const { status, body } = await upload(uploadForm(file));
  expect(status).toBe(201);
  expect(body).toMatchObject({
    asset_sid: assetSid,
    service_sid: serviceSid,
    path: "/handoffs/billing.xml",
    visibility: "protected",
  });
  const { assetVersions } = officialClient(checked.endpoint)
    .serverless.v1.services(serviceSid)
    .assets(assetSid);
  expect((await assetVersions.list()).map(({ sid }) => sid)).toEqual([body.sid]);
  const sid = String(body.sid);
  const fetched = await officialClient(checked.endpoint)
    .serverless.v1.services(serviceSid)
    .assets(assetSid)
    .assetVersions(sid)
    .fetch();
  expect(fetched.path).toBe("/handoffs/billing.xml");
});

it("takes the fields in any order", async () => {
  const form = new FormData();
  form.set("Content", new File(["<Response/>"], "a.xml", { type: "text/xml" }));
  form.set("Visibility", "public");
  form.set("Path", "/a.xml");
  expect((await upload(form)).status).toBe(201);
});

it("lets a Function's content be read back, an Asset's not", async () => {
  const code = "exports.handler = (context, event, callback) => callback();";
  const { body } = await upload(
    uploadForm({ path: "/router", content: code, type: "application/javascript" }),
    "Functions",
    functionSid,
  );
  const version = officialClient(checked.endpoint)
    .serverless.v1.services(serviceSid)
    .functions(functionSid)
    .functionVersions(String(body.sid));
  expect(await version.fetch()).toMatchObject({ path: "/router", visibility: "protected" });
  expect((await version.functionVersionContent().fetch()).content).toBe(code);
});

it.each([
  "handoffs/a.xml",
  "/a b.xml",
  "/a?b",
  "/a#b",
  "/a+b",
  "/a@b",
  "/a'b",
  '/a"b',
  "/a(b",
  `/${"a".repeat(255)}`,
])("refuses the path %s", async (path) => {
  expect(await upload(uploadForm({ ...file, path }))).toMatchObject({ status: 400, body: { code: 20001 } });
});

it.each(["Path", "Visibility", "Content"])("refuses an upload without %s", async (name) => {
  const form = uploadForm(file);
  form.delete(name);
  const { status, body } = await upload(form);
  expect(status).toBe(400);
  expect(body.message).toContain(name);
});

it("refuses an unknown visibility, a Content that is no file, a form of another encoding and another kind", async () => {
  const unknown = uploadForm(file);
  unknown.set("Visibility", "secret");
  expect((await upload(unknown)).status).toBe(400);
  const text = uploadForm(file);
  text.set("Content", "<Response/>");
  expect((await upload(text)).status).toBe(400);
  const url = `${checked.endpoint.replace("{product}", "serverless-upload")}/v1/Services/${serviceSid}/Assets/${assetSid}/Versions`;
  expect((await rawRequest(url, { form: { Path: "/a" } })).status).toBe(400);
  expect((await upload(uploadForm(file), "Functions", assetSid)).status).toBe(404);
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
