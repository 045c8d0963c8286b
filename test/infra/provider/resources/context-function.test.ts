import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { asset, type Properties, secret, text, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { Reply } from "../provider-process.ts";
import { service } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "ContextFunction";
const uploadCode = "POST /v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions";
const uploadSettings = "POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions";
const path = "/v1/AC1/acme/handoff_state";
let made: Reply;
let count = 0;
beforeEach(async () => {
  count += 1;
  made = await (await account.provider()).create("ServerlessService", {
    ...service,
    uniqueName: `context-${count}`,
  });
});

const codeOf = (content: string) =>
  asset({ hash: createHash("sha256").update(content).digest("hex"), text: content });
const inputs = (fields: Properties = {}): Properties => ({
  serviceSid: text(made.state, "serviceSid"),
  domainName: text(made.state, "domainName"),
  path,
  code: codeOf('exports.handler = (c, e, done) => done(null, Runtime.getAssets()["/context.json"].open());'),
  settingsPath: "/context.json",
  settings: secret({ scope: "acme/live", hashes: ["a"] }),
  ...fields,
});
const create = async () => (await account.provider()).create(type, inputs());
const releaseOf = (state: Reply): Properties => ({
  serviceSid: text(made.state, "serviceSid"),
  environmentSid: text(made.state, "environmentSid"),
  assetVersions: { "/context.json": text(state.state, "settingsVersionSid") },
  functionVersions: { [path]: text(state.state, "functionVersionSid") },
  runtime: "node22",
});

it("makes a public Function, and its settings as a private Asset", async () => {
  await account.resetCalls();
  const state = await create();
  expect((await account.calls()).filter((line) => line.startsWith("POST")).sort()).toEqual([
    "POST /v1/Services/{ServiceSid}/Assets",
    uploadSettings,
    "POST /v1/Services/{ServiceSid}/Functions",
    uploadCode,
  ]);
  const versions = (kind: string, sid: string, field: string) =>
    account.list(`${made.id}/${kind}/${text(state.state, sid)}/Versions`, field);
  expect(await versions("Functions", "functionSid", "function_versions")).toEqual([
    expect.objectContaining({ path, visibility: "public" }),
  ]);
  expect(await versions("Assets", "settingsAssetSid", "asset_versions")).toEqual([
    expect.objectContaining({ path: "/context.json", visibility: "private" }),
  ]);
  expect(state.state.url).toBe(`https://${made.state.domainName}${path}`);
  await (await account.provider()).create("Release", releaseOf(state));
  expect(await account.call({ url: String(state.state.url) })).toContain("acme/live");
});

it("is previewed before its service is there", async () => {
  const before = inputs({ serviceSid: unknown, domainName: unknown, path: unknown });
  const { state } = await (await account.provider()).create(type, before, true);
  expect(state).toMatchObject({ url: unknown, functionSid: unknown, settingsVersionSid: unknown });
});

it("uploads only what changed, and says nothing of the settings", async () => {
  const state = await create();
  const run = await account.provider();
  await account.resetCalls();
  const changed = await run.update(
    type,
    state,
    inputs({ settings: secret({ scope: "acme/live", hashes: ["b"] }) }),
  );
  expect(await account.calls()).toEqual([uploadSettings]);
  await account.resetCalls();
  await run.update(type, changed, inputs({ settings: secret({ scope: "acme/live", hashes: ["b"] }) }));
  expect(await account.calls()).toEqual([]);
});

it("is found by a refresh, missed when another version is live, and imported without its settings", async () => {
  const state = await create();
  const run = await account.provider();
  await run.create("Release", releaseOf(state));
  expect(await (await account.provider()).read(type, state.id, state)).toEqual(state);
  const imported = await (await account.provider()).read(type, state.id);
  expect(imported?.inputs).toMatchObject({ path, settingsPath: "/context.json", settings: {} });
  expect(imported?.state).toMatchObject({ functionVersionSid: state.state.functionVersionSid });
  expect(imported?.state).not.toHaveProperty("settings");
});

it("goes with its Asset", async () => {
  const state = await create();
  await (await account.provider()).delete(type, state);
  expect(await account.list(`${made.id}/Functions`, "functions")).toEqual([]);
  expect(await account.list(`${made.id}/Assets`, "assets")).toEqual([]);
});
