import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { text, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { ProviderProcess, Reply } from "../provider-process.ts";
import { bin, release, router, service } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "Release";
const commit = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const next = "d670460b4b4aece5915caf5c68d12f560a9fe3e4";
const upload = "POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions";
const build = "POST /v1/Services/{ServiceSid}/Builds";
const environments = "GET /v1/Services/{ServiceSid}/Environments";
const deployment = "POST /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Deployments";

let provider: ProviderProcess;
let made: Reply;
let billing: Reply;
let released: Reply;
let count = 0;
beforeEach(async () => {
  count += 1;
  provider = await account.provider();
  made = await provider.create("ServerlessService", { ...service, uniqueName: `commit-${count}` });
  billing = await provider.create("TwimlBin", bin(made, "billing"));
  await account.resetCalls();
  released = await provider.create(type, { ...release(made, [billing]), commit });
});

/** Paths and visibilities of the Assets of every build, the latest first. */
async function builds(): Promise<readonly (readonly string[])[]> {
  return (await account.list(`${made.id}/Builds`, "builds")).map(({ asset_versions }) =>
    (asset_versions as readonly { readonly path: string; readonly visibility: string }[])
      .map(({ path, visibility }) => `${path} ${visibility}`)
      .sort(),
  );
}

it("goes into the build as the path of a private Asset, for two calls", async () => {
  expect(await account.calls()).toEqual(["POST /v1/Services/{ServiceSid}/Assets", upload, build, deployment]);
  expect(await builds()).toEqual([[`/commit/${commit} private`, "/handoffs/billing.xml protected"]]);
});

it("of the next release takes one upload", async () => {
  const run = await account.provider();
  const changed = await run.update("TwimlBin", billing, bin(made, "billing", "+442079460777"));
  await account.resetCalls();
  const updated = await run.update(type, released, { ...release(made, [changed]), commit: next });
  expect(await account.calls()).toEqual([upload, build, environments, deployment]);
  expect(updated.state).toMatchObject({ commit: next, commitAssetSid: released.state.commitAssetSid });
  expect((await builds())[0]).toContain(`/commit/${next} private`);
});

it("is in the path of the plan where that is uploaded anyway, and then costs no call", async () => {
  const routed = await provider.create("RouterFunction", router(made, { commit: next }));
  await account.resetCalls();
  const inputs = { ...release(made, [billing], routed), commit: next };
  const updated = await provider.update(type, released, inputs);
  expect(await account.calls()).toEqual([build, environments, deployment]);
  expect((await builds())[0]).toEqual(["/handoffs/billing.xml protected", `/plan.json/${next} private`]);
  const later = await account.provider();
  expect(await later.read(type, updated.id, updated)).toEqual(updated);
  expect(await later.read("RouterFunction", routed.id, routed)).toEqual(routed);
  expect((await later.read(type, updated.id))?.state).toMatchObject({ commit: next });
  expect((await later.read("RouterFunction", routed.id))?.inputs.planPath).toBe("/plan.json");

  const run = await account.provider();
  const changed = await run.update("TwimlBin", billing, bin(made, "billing", "+442079460777"));
  const again = { ...release(made, [changed], routed), commit };
  const last = await run.update(type, updated, again);
  expect((await builds())[0]).toEqual([
    `/commit/${commit} private`,
    "/handoffs/billing.xml protected",
    `/plan.json/${next} private`,
  ]);
  expect((await (await account.provider()).read(type, last.id, updated))?.state).toMatchObject({ commit });
});

it("is no change by itself, and is not shown as one beside others", async () => {
  const run = await account.provider();
  const inputs = { ...release(made, [billing]), commit: next };
  await account.resetCalls();
  expect((await run.diff(type, released, inputs)).some).toBe(false);
  expect((await run.update(type, released, inputs, true)).state).toMatchObject({ commit });
  const more = { ...inputs, runtime: "node24" };
  expect((await run.diff(type, released, more)).detailed).toEqual({ runtime: "UPDATE" });
  expect((await run.create(type, inputs, true)).state).toMatchObject({
    commit: next,
    commitAssetSid: unknown,
  });
  expect(await account.calls()).toEqual([]);
});

it("is no drift, and tells of what another release was made", async () => {
  const run = await account.provider();
  expect(await run.read(type, released.id, released)).toEqual(released);
  const changed = await run.update("TwimlBin", billing, bin(made, "billing", "+442079460777"));
  const ours = await run.update(type, released, { ...release(made, [changed]), commit: next });
  await account.rest(
    "POST",
    "serverless",
    `/v1/Services/${ours.id.replace("/", "/Environments/")}/Deployments`,
    { BuildSid: text(released.state, "buildSid") },
  );
  const found = await (await account.provider()).read(type, ours.id, ours);
  expect(found?.state).toMatchObject({ commit, assetVersions: released.state.assetVersions });
});

it("does not keep a run from using the build that another one has left", async () => {
  const again = await (await account.provider()).create(type, { ...released.inputs, commit: next });
  expect(again.state.buildSid).toBe(released.state.buildSid);
  expect(await builds()).toHaveLength(1);
});

it("finds the Asset again after somebody has deleted it", async () => {
  await account.rest(
    "DELETE",
    "serverless",
    `/v1/Services/${made.id}/Assets/${text(released.state, "commitAssetSid")}`,
  );
  const run = await account.provider();
  const changed = await run.update("TwimlBin", billing, bin(made, "billing", "+442079460777"));
  const updated = await run.update(type, released, { ...release(made, [changed]), commit: next });
  expect(updated.state.commitAssetSid).not.toBe(released.state.commitAssetSid);
  expect((await builds())[0]).toContain(`/commit/${next} private`);
});

it("is not taken for a router's plan when that is imported", async () => {
  const routed = await provider.create("RouterFunction", router(made));
  await provider.update(type, released, { ...release(made, [billing], routed), commit: next });
  const imported = await (await account.provider()).read("RouterFunction", routed.id);
  expect(imported?.inputs.planPath).toBe("/plan.json");
});

it.each(["main", "", "4b825dc642", "../../etc", `${commit}-wip`])("refuses %j", async (wrong) => {
  const { failures } = await provider.check(type, { ...released.inputs, commit: wrong });
  expect(failures).toEqual([expect.stringMatching(/^commit: .*Git commit in hex/)]);
});

it("may be one with changes that are not committed", async () => {
  const { failures } = await provider.check(type, { ...released.inputs, commit: `${commit}-dirty` });
  expect(failures).toEqual([]);
});
