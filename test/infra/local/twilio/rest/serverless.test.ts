import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient, rawRequest } from "../rest-client.ts";

let checked: CheckedEmulator;
let client: ReturnType<typeof officialClient>;

beforeAll(async () => {
  checked = await startChecked();
  client = officialClient(checked.endpoint);
});
afterAll(async () => {
  await checked.close();
});

const newService = (uniqueName: string) =>
  client.serverless.v1.services.create({ uniqueName, friendlyName: uniqueName });

describe("Services", () => {
  it("live through create, fetch by SID and by name, update, list and delete", async () => {
    const created = await client.serverless.v1.services.create({
      uniqueName: "billing",
      friendlyName: "Billing",
      includeCredentials: false,
    });
    expect(created).toMatchObject({ uniqueName: "billing", includeCredentials: false, uiEditable: false });
    expect(created.domainBase).toMatch(/^billing-\d{4}$/);
    expect((await client.serverless.v1.services("billing").fetch()).sid).toBe(created.sid);
    const updated = await client.serverless.v1.services(created.sid).update({ uiEditable: true });
    expect(updated).toMatchObject({ friendlyName: "Billing", uiEditable: true, includeCredentials: false });
    expect((await client.serverless.v1.services.list()).map(({ sid }) => sid)).toContain(created.sid);
    expect(await client.serverless.v1.services(created.sid).remove()).toBe(true);
    await expect(client.serverless.v1.services(created.sid).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  it("refuse a unique name that is taken, too long or missing", async () => {
    await newService("taken");
    await expect(newService("taken")).rejects.toMatchObject({ status: 409 });
    await expect(newService("n".repeat(51))).rejects.toMatchObject({ status: 400, code: 20001 });
    const url = `${checked.endpoint.replace("{product}", "serverless")}/v1/Services`;
    const reply = await rawRequest(url, { form: { FriendlyName: "Nameless" } });
    expect(reply.status).toBe(400);
    expect(reply.body.message).toContain("UniqueName");
  });

  it("take with them all that is theirs", async () => {
    const service = await newService("cascade");
    const context = client.serverless.v1.services(service.sid);
    const environment = await context.environments.create({ uniqueName: "live" });
    await context.environments(environment.sid).variables.create({ key: "A", value: "1" });
    await context.assets.create({ friendlyName: "asset" });
    await context.remove();
    await newService("cascade");
    await expect(context.environments(environment.sid).fetch()).rejects.toMatchObject({ status: 404 });
    await expect(context.assets.list()).rejects.toMatchObject({ status: 404 });
  });
});

describe("Environments", () => {
  it("have a domain of the service's base and their suffix, and can be removed", async () => {
    const service = await newService("domains");
    const { environments } = client.serverless.v1.services(service.sid);
    const live = await environments.create({ uniqueName: "live", domainSuffix: "live" });
    const plain = await environments.create({ uniqueName: "plain" });
    expect(live).toMatchObject({ domainName: `${service.domainBase}-live.twil.io`, buildSid: null });
    expect(plain).toMatchObject({ domainName: `${service.domainBase}.twil.io`, domainSuffix: null });
    expect((await environments.list()).map(({ uniqueName }) => uniqueName).sort()).toEqual(["live", "plain"]);
    await client.serverless.v1.services(service.sid).environments(live.sid).remove();
    expect(await environments.list()).toHaveLength(1);
  });

  it("refuse a name or a suffix that is taken", async () => {
    const service = await newService("twins");
    const { environments } = client.serverless.v1.services(service.sid);
    await environments.create({ uniqueName: "live", domainSuffix: "live" });
    await expect(environments.create({ uniqueName: "live" })).rejects.toMatchObject({ status: 409 });
    await expect(environments.create({ uniqueName: "x", domainSuffix: "live" })).rejects.toMatchObject({
      status: 409,
    });
    await expect(
      environments.create({ uniqueName: "y", domainSuffix: "seventeen-letters" }),
    ).rejects.toMatchObject({ status: 400 });
  });
});

describe.each([
  ["Assets", "Functions"],
  ["Functions", "Assets"],
])("%s", (kind, otherKind) => {
  it("live through create, update, list and delete", async () => {
    const service = await newService(`of-${kind}`);
    const base = `${checked.endpoint.replace("{product}", "serverless")}/v1/Services/${service.sid}`;
    const { status, body } = await rawRequest(`${base}/${kind}`, { form: { FriendlyName: "one" } });
    expect(status).toBe(201);
    const one = `${base}/${kind}/${body.sid}`;
    expect(await rawRequest(one, { form: { FriendlyName: "two" } })).toMatchObject({ status: 200 });
    expect((await rawRequest(one)).body.friendly_name).toBe("two");
    const listed = await rawRequest(`${base}/${kind}`);
    expect(listed.body[kind.toLowerCase()]).toHaveLength(1);
    expect((await rawRequest(`${base}/${otherKind}/${body.sid}`)).status).toBe(404);
    expect((await rawRequest(one, { method: "DELETE" })).status).toBe(204);
    expect((await rawRequest(one)).status).toBe(404);
  });
});

describe("Variables", () => {
  it("live through create, update, list and delete, one a key", async () => {
    const service = await newService("variables");
    const context = client.serverless.v1.services(service.sid);
    const environment = await context.environments.create({ uniqueName: "live" });
    const { variables } = context.environments(environment.sid);
    const created = await variables.create({ key: "REGION", value: "ie1" });
    await expect(variables.create({ key: "REGION", value: "us1" })).rejects.toMatchObject({ status: 409 });
    const one = context.environments(environment.sid).variables(created.sid);
    await one.update({ value: "us1" });
    expect(await one.fetch()).toMatchObject({ key: "REGION", value: "us1" });
    await expect(one.update({ value: "é".repeat(226) })).rejects.toMatchObject({ status: 400 });
    expect(await variables.list()).toHaveLength(1);
    await one.remove();
    expect(await variables.list()).toEqual([]);
  });
});

it("refuses what has no credentials, another method, another account or no resource", async () => {
  const serverless = checked.endpoint.replace("{product}", "serverless");
  const api = `${checked.endpoint.replace("{product}", "api")}/2010-04-01`;
  expect(await rawRequest(`${serverless}/v1/Services`, { authorization: "Basic bm8=" })).toMatchObject({
    status: 401,
    body: { code: 20003 },
  });
  expect(await rawRequest(`${serverless}/v1/Services`, { method: "PUT" })).toMatchObject({
    status: 405,
    body: { code: 20004 },
  });
  expect(await rawRequest(`${serverless}/v1/Nothing`)).toMatchObject({ status: 404, body: { code: 20404 } });
  const other = `AC${"1".repeat(32)}`;
  expect(await rawRequest(`${api}/Accounts/${other}/Calls.json`)).toMatchObject({ status: 404 });
  expect(await rawRequest(`${api}/Accounts/${checked.emulator.credentials.accountSid}/Calls`)).toMatchObject({
    status: 404,
  });
});

it("follows pages to the end, however small they are", async () => {
  const service = await newService("pages");
  const { assets } = client.serverless.v1.services(service.sid);
  const names = Array.from({ length: 7 }, (_, index) => `asset-${index}`);
  for (const friendlyName of names) await assets.create({ friendlyName });
  const listed = await assets.list({ pageSize: 3 });
  expect(listed.map(({ friendlyName }) => friendlyName).sort()).toEqual(names);
  await expect(assets.page({ pageSize: 1001 })).rejects.toMatchObject({ status: 400, code: 20007 });
  await expect(assets.page({ pageNumber: 1 })).rejects.toMatchObject({ status: 400 });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
