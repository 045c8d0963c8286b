import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secret, text, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { Reply } from "../provider-process.ts";
import { bin, type Deployed, deploy, release, service, twiml } from "../sample.ts";

let account: Account;
let deployed: Deployed;
let billing: Reply;
beforeAll(async () => {
  account = await openAccount();
  deployed = await deploy(await account.provider());
  billing = deployed.bins[0];
});
afterAll(() => account.close());

const type = "TwimlBin";
const assets = () => account.list(`${deployed.service.id}/Assets`, "assets");
const versions = (made: Reply) =>
  account.list(`${made.id.replace("/", "/Assets/")}/Versions`, "asset_versions");

it("uploads a protected asset whose URL is told", async () => {
  const path = "/handoffs/billing.xml";
  const url = `https://${deployed.service.state.domainName}${path}`;
  expect(billing.state).toMatchObject({ url, path, twiml: twiml("+442079460123") });
  expect(await versions(billing)).toEqual([
    expect.objectContaining({ sid: text(billing.state, "versionSid"), path, visibility: "protected" }),
  ]);
  expect(await account.call({ url, method: "GET" })).toContain("+442079460123");
});

it("previews the URL, and the version only where it stays", async () => {
  const provider = await account.provider();
  await account.resetCalls();
  const fresh = await provider.create(type, bin(deployed.service, "new"), true);
  expect(fresh.state).toMatchObject({
    url: expect.stringContaining("/handoffs/new.xml"),
    assetSid: unknown,
    versionSid: unknown,
  });
  const unclear = await provider.create(type, { ...bin(deployed.service, "new"), domainName: unknown }, true);
  expect(unclear.state.url).toEqual(unknown);
  const same = await provider.update(type, billing, billing.inputs, true);
  expect(same.state).toEqual(billing.state);
  const changed = await provider.update(
    type,
    billing,
    bin(deployed.service, "billing", "+442079460777"),
    true,
  );
  expect(changed.state).toEqual({ ...billing.state, twiml: twiml("+442079460777"), versionSid: unknown });
  expect(await account.calls()).toEqual([]);
});

it("uploads a changed document in one call, under the same URL", async () => {
  const made = await (await account.provider()).create(type, bin(deployed.service, "changing"));
  const run = await account.provider();
  await account.resetCalls();
  const changed = await run.update(type, made, bin(deployed.service, "changing", "+442079460777"));
  expect(await account.calls()).toEqual(["POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions"]);
  expect(changed.state).toMatchObject({ url: made.state.url, assetSid: made.state.assetSid });
  expect(changed.state.versionSid).not.toBe(made.state.versionSid);
  await account.resetCalls();
  expect(await run.update(type, changed, changed.inputs)).toEqual(changed);
  expect(await account.calls()).toEqual([]);
});

it("reads no drift where there is none", async () => {
  const run = await account.provider();
  expect(await run.read(type, billing.id, billing)).toEqual(billing);
});

it("keeps a secret document secret through every step", async () => {
  const provider = await account.provider();
  const inputs = { ...bin(deployed.service, "hidden"), twiml: secret(twiml("+442079460123")) };
  const made = await provider.create(type, inputs);
  expect(made.state.twiml).toEqual(inputs.twiml);
  const updated = await provider.update(type, made, { ...inputs, twiml: secret(twiml("+442079460777")) });
  expect(updated.state.twiml).toEqual(secret(twiml("+442079460777")));
  expect((await provider.diff(type, updated, updated.inputs)).some).toBe(false);
});

it("imports with its content, by a signed fetch", async () => {
  const run = await account.provider();
  expect(await run.read(type, billing.id)).toEqual(billing);
});

it("says what an import needs when there is no auth token", async () => {
  const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
  const config = { accountSid, apiKey, apiSecret, endpoint: account.emulator.endpoint };
  const run = await account.provider({ env: { PULUMI_CONFIG: JSON.stringify(config) } });
  await expect(run.read(type, billing.id)).rejects.toThrow(/auth token.*TWILIO_AUTH_TOKEN.*do not import/s);
  await expect(run.read(type, "ZH1")).rejects.toThrow("Expected ZS…/ZH…");
});

it("takes over an asset that a killed run has left, and makes no twin", async () => {
  const path = "/handoffs/left.xml";
  const left = await account.rest("POST", "serverless", `/v1/Services/${deployed.service.id}/Assets`, {
    FriendlyName: path,
  });
  const made = await (await account.provider()).create(type, bin(deployed.service, "left"));
  expect(made.state.assetSid).toBe(left.sid);
  expect((await assets()).filter(({ friendly_name }) => friendly_name === path)).toHaveLength(1);
});

it("keeps the asset when the upload fails, and the next update uploads", async () => {
  const inputs = bin(deployed.service, "unlucky");
  const run = await account.provider();
  const fault = { kind: "server-error", match: { path: "/Versions" } };
  const { unfinished } = await account.failing(fault, run, () => run.create(type, inputs));
  expect(unfinished?.state.versionSid).toBeUndefined();
  const kept = { ...(unfinished as Reply), inputs };

  const next = await account.provider();
  expect((await next.diff(type, kept, inputs)).detailed).toEqual({ versionSid: "~UPDATE" });
  const finished = await next.update(type, kept, inputs);
  expect(await versions(finished)).toEqual([
    expect.objectContaining({ sid: text(finished.state, "versionSid") }),
  ]);
});

it("uploads to a new asset when somebody has deleted it", async () => {
  const made = await (await account.provider()).create(type, bin(deployed.service, "lost"));
  await account.rest("DELETE", "serverless", `/v1/Services/${made.id.replace("/", "/Assets/")}`);
  const changed = await (await account.provider()).update(
    type,
    made,
    bin(deployed.service, "lost", "+442079460777"),
  );
  expect(changed.state.assetSid).not.toBe(made.state.assetSid);
  expect(await (await account.provider()).read(type, made.id, made)).toBeUndefined();
});

it("does not delete the asset that its own replacement uses", async () => {
  const inputs = bin(deployed.service, "forced");
  const made = await (await account.provider()).create(type, inputs);
  const run = await account.provider();
  const again = await run.create(type, inputs);
  expect(again.id).toBe(made.id);
  await run.delete(type, made);
  expect((await assets()).map(({ sid }) => sid)).toContain(made.state.assetSid);
  await (await account.provider()).delete(type, again);
  expect((await assets()).map(({ sid }) => sid)).not.toContain(made.state.assetSid);
});

describe("drift", () => {
  it("shows the version that somebody else released, and uploads ours again", async () => {
    const provider = await account.provider();
    const made = await provider.create("ServerlessService", { ...service, uniqueName: "handoffs-drift" });
    const ours = await provider.create(type, bin(made, "billing"));
    await provider.create("Release", release(made, [ours]));
    const theirs = await provider.update(type, ours, bin(made, "billing", "+442079460666"));
    await provider.create("Release", release(made, [theirs]));

    const run = await account.provider();
    const found = (await run.read(type, ours.id, ours)) ?? ours;
    expect(found.state).toMatchObject({ versionSid: theirs.state.versionSid });
    expect((await run.diff(type, found, ours.inputs)).detailed).toEqual({ versionSid: "~UPDATE" });
    expect((await run.update(type, found, ours.inputs, true)).state.versionSid).toEqual(unknown);
    const mended = await run.update(type, found, ours.inputs);
    expect(text(mended.state, "versionSid")).toMatch(/^ZN/);
    expect(mended.state.twiml).toBe(twiml("+442079460123"));
  });

  it("counts a version that is in no live build as lost, as Twilio clears those away", async () => {
    const provider = await account.provider();
    const made = await provider.create(type, bin(deployed.service, "unreleased"));
    const run = await account.provider();
    const found = (await run.read(type, made.id, made)) ?? made;
    expect(found.state.versionSid).toBeUndefined();
    expect((await run.diff(type, found, made.inputs)).detailed).toEqual({ versionSid: "~UPDATE" });
  });

  it("is gone with its service", async () => {
    const provider = await account.provider();
    const made = await provider.create("ServerlessService", { ...service, uniqueName: "handoffs-gone" });
    const ours = await provider.create(type, bin(made, "billing"));
    await account.rest("DELETE", "serverless", `/v1/Services/${made.id}`);
    expect(await (await account.provider()).read(type, ours.id, ours)).toBeUndefined();
  });
});

it("says what to do where somebody has deleted the service", async () => {
  const run = await account.provider();
  const made = await run.create("ServerlessService", { ...service, uniqueName: "handoffs-gone" });
  await account.rest("DELETE", "serverless", `/v1/Services/${made.id}`);
  const next = (await account.provider()).create(type, bin(made, "billing"));
  await expect(next).rejects.toThrow(`The service ${made.id} is gone. Run \`pulumi refresh\``);
});
