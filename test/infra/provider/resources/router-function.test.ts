import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asset, isAsset, secret, text, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { Reply } from "../provider-process.ts";
import { deploy, release, router, service } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "RouterFunction";
const uploadCode = "POST /v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions";
const uploadPlan = "POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions";
let made: Reply;
let count = 0;
beforeEach(async () => {
  count += 1;
  made = await (await account.provider()).create("ServerlessService", {
    ...service,
    uniqueName: `router-${count}`,
  });
});
const create = async () => (await account.provider()).create(type, router(made));
const retargeted = () => router(made, { routes: { billing: { to: { number: "+442079460777" } } } });
const codeAsset = (text: string) => asset({ hash: createHash("sha256").update(text).digest("hex"), text });

it("makes a protected Function and a private plan", async () => {
  const provider = await account.provider();
  const own = await provider.create("ServerlessService", { ...service, uniqueName: "router-own" });
  await account.resetCalls();
  const routed = await provider.create(type, router(own));
  expect([...(await account.calls())].sort()).toEqual([
    "POST /v1/Services/{ServiceSid}/Assets",
    uploadPlan,
    "POST /v1/Services/{ServiceSid}/Functions",
    uploadCode,
  ]);
  const [functionVersionSid, planVersionSid] = ["functionVersionSid", "planVersionSid"].map((name) =>
    text(routed.state, name),
  );
  expect(
    await account.list(`${routed.id.replace("/", "/Functions/")}/Versions`, "function_versions"),
  ).toEqual([expect.objectContaining({ sid: functionVersionSid, path: "/router", visibility: "protected" })]);
  expect(
    await account.list(`${own.id}/Assets/${text(routed.state, "planAssetSid")}/Versions`, "asset_versions"),
  ).toEqual([expect.objectContaining({ sid: planVersionSid, path: "/plan.json", visibility: "private" })]);
  expect(routed.state.url).toBe(`https://${own.state.domainName}/router`);
});

it("gives the Function its plan as one document", async () => {
  const provider = await account.provider();
  const code = `exports.handler = (context, event, callback) => {
    const plan = JSON.parse(Runtime.getAssets()["/plan.json"].open());
    const response = new Twilio.Response();
    response.appendHeader("Content-Type", "text/xml");
    response.setBody("<Response><Say>" + Object.keys(plan).join(" ") + " " + plan.routes.billing.to.number + "</Say></Response>");
    callback(null, response);
  };`;
  const routed = await provider.create(type, router(made, { code: codeAsset(code) }));
  await provider.create("Release", release(made, [], routed));
  expect(await account.call({ url: String(routed.state.url) })).toContain(
    "aliases numbers routes +442079460123",
  );
});

describe("uploads only what changed", () => {
  it("a route: the plan", async () => {
    const routed = await create();
    const run = await account.provider();
    const preview = await run.update(type, routed, retargeted(), true);
    expect(preview.state).toMatchObject({
      planVersionSid: unknown,
      functionVersionSid: routed.state.functionVersionSid,
    });
    await account.resetCalls();
    const changed = await run.update(type, routed, retargeted());
    expect(await account.calls()).toEqual([uploadPlan]);
    expect(changed.state).toMatchObject({ functionVersionSid: routed.state.functionVersionSid });
  });

  it("the code: the Function", async () => {
    const routed = await create();
    const run = await account.provider();
    const inputs = router(made, { code: codeAsset("exports.handler = (c, e, done) => done();") });
    expect((await run.update(type, routed, inputs, true)).state).toMatchObject({
      functionVersionSid: unknown,
      planVersionSid: routed.state.planVersionSid,
    });
    await account.resetCalls();
    await run.update(type, routed, inputs);
    expect(await account.calls()).toEqual([uploadCode]);
  });

  it("the policy: nothing", async () => {
    const routed = await create();
    const run = await account.provider();
    await account.resetCalls();
    const changed = await run.update(type, routed, router(made, { policy: { maxNumbersChanged: 1 } }));
    expect(await account.calls()).toEqual([]);
    expect(changed.state).toEqual({ ...routed.state, policy: { maxNumbersChanged: 1 } });
  });
});

it("reads the code from a file, and refuses one that has changed since the preview", async () => {
  const directory = await mkdtemp(join(tmpdir(), "router-code-"));
  try {
    const path = join(directory, "router.cjs");
    const content = "exports.handler = (c, e, done) => done();";
    await writeFile(path, content);
    const code = asset({ hash: createHash("sha256").update(content).digest("hex"), path });
    const routed = await (await account.provider()).create(type, router(made, { code }));
    expect(routed.state.code).toEqual(code);
    const version = text(routed.state, "functionVersionSid");
    const readBack = `${routed.id.replace("/", "/Functions/")}/Versions/${version}/Content`;
    expect(await account.rest("GET", "serverless", `/v1/Services/${readBack}`)).toMatchObject({ content });

    await writeFile(path, `${content} // edited`);
    const other = asset({ hash: "0".repeat(64), path });
    await expect(
      (await account.provider()).update(type, routed, router(made, { code: other })),
    ).rejects.toThrow("has changed since the preview");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

it("puts what is secret into the plan, and keeps it secret in the state", async () => {
  const routes = {
    desk: { to: { sip: { uri: "sip:desk@example.com", password: secret("hunter2hunter2") } } },
  };
  const routed = await (await account.provider()).create(type, router(made, { routes }));
  expect(routed.state.routes).toEqual(routes);
  expect((await (await account.provider()).diff(type, routed, routed.inputs)).some).toBe(false);
});

it("carries hostile keys and texts unharmed", async () => {
  const routes = { constructor: { to: 1 }, 'a"b': { "</script>": "\u0000\u2028😀" }, "": { toString: null } };
  const routed = await (await account.provider()).create(type, router(made, { routes }));
  expect(routed.state.routes).toEqual(routes);
  expect((await (await account.provider()).diff(type, routed, routed.inputs)).some).toBe(false);
});

describe("half-made", () => {
  const planUploads = { kind: "server-error", match: { path: "/Assets/{AssetSid}/Versions" } };

  it("keeps the Function when the plan fails, and the next update uploads the plan only", async () => {
    const first = await account.provider();
    const failed = await account.failing(planUploads, first, () => first.create(type, router(made)));
    const kept = { ...(failed.unfinished as Reply), inputs: router(made) };
    expect(kept.state.functionVersionSid).toMatch(/^ZN/);
    expect(kept.state.planVersionSid).toBeUndefined();

    const next = await account.provider();
    expect((await next.diff(type, kept, kept.inputs)).detailed).toEqual({ planVersionSid: "~UPDATE" });
    await account.resetCalls();
    const finished = await next.update(type, kept, kept.inputs);
    expect(await account.calls()).not.toContain(uploadCode);
    expect(finished.state.planVersionSid).toMatch(/^ZN/);
  });

  it("keeps what an update had uploaded before it failed", async () => {
    const routed = await create();
    const inputs = { ...retargeted(), code: codeAsset("exports.handler = (c, e, done) => done();") };
    const run = await account.provider();
    const failed = await account.failing(planUploads, run, () => run.update(type, routed, inputs));
    const kept = failed.unfinished as Reply;
    expect(kept.state).toMatchObject({
      planVersionSid: routed.state.planVersionSid,
      routes: routed.state.routes,
    });
    const next = await account.provider();
    await account.resetCalls();
    await next.update(type, kept, inputs);
    expect(await account.calls()).toEqual([uploadPlan]);
  });

  it("is told also where the plan is longer than an error can carry, and finished by the next update", async () => {
    const settings = (prefix: string) => ({
      aliases: Object.fromEntries(
        Array.from({ length: 4000 }, (_, index) => [`${prefix}-${index}`, "billing"]),
      ),
    });
    const routed = await (await account.provider()).create(type, router(made, { settings: settings("a") }));
    const inputs = router(made, {
      settings: settings("b"),
      secrets: secret({ pbx: "a-password" }),
      secretsPath: "/secrets.json",
    });
    const run = await account.provider();
    const assets = { method: "POST", template: "/v1/Services/{ServiceSid}/Assets" };
    await account.fault({ kind: "forbidden", match: assets, count: 1 });
    const failed: unknown = await run.update(type, routed, inputs).catch((error: unknown) => error);
    expect(failed).toMatchObject({ unfinished: { id: routed.id } });
    const { unfinished } = failed as { readonly unfinished: Reply };
    const next = await account.provider();
    const kept = { ...routed, state: unfinished.state };
    expect((await next.diff(type, kept, inputs)).some).toBe(true);
    expect((await next.update(type, kept, inputs)).state).toMatchObject({ settings: settings("b") });
  });

  it("changes nothing in the state when the first upload of an update fails", async () => {
    const routed = await create();
    const run = await account.provider();
    const failed = await account.failing(planUploads, run, () => run.update(type, routed, retargeted()));
    expect(failed.unfinished).toBeUndefined();
    expect(failed.message).toContain("The run was cancelled");
  });
});

describe("refresh and import", () => {
  it("sees no drift, then a plan that somebody else released", async () => {
    const provider = await account.provider();
    const routed = await provider.create(type, router(made));
    await provider.create("Release", release(made, [], routed));
    expect(await (await account.provider()).read(type, routed.id, routed)).toEqual(routed);

    const theirs = await provider.update(type, routed, retargeted());
    await provider.create("Release", release(made, [], theirs));
    const run = await account.provider();
    const found = (await run.read(type, routed.id, routed)) ?? routed;
    expect((await run.diff(type, found, routed.inputs)).detailed).toEqual({ planVersionSid: "~UPDATE" });
    await account.resetCalls();
    expect(await run.update(type, found, routed.inputs)).toMatchObject({
      state: { routes: routed.inputs.routes },
    });
    expect(await account.calls()).toEqual([uploadPlan]);
  });

  it("makes the plan anew after somebody has deleted its Asset, which no build could have any more", async () => {
    const { service: own, router: routed, bins, release: released } = await deploy(await account.provider());
    const before = text(routed.state, "planAssetSid");
    await account.rest("DELETE", "serverless", `/v1/Services/${own.id}/Assets/${before}`);
    const run = await account.provider();
    const found = (await run.read(type, routed.id, routed)) ?? routed;
    expect((await run.diff(type, found, routed.inputs)).some).toBe(true);
    const mended = await run.update(type, found, routed.inputs);
    expect(mended.state.planAssetSid).not.toBe(before);
    await run.update("Release", released, release(own, bins, mended));
    await account.rest("DELETE", "serverless", `/v1/Services/${own.id}`);
  });

  it("is gone when the Function is", async () => {
    const routed = await create();
    expect((await (await account.provider()).read(type, routed.id, routed))?.id).toBe(routed.id);
    await account.rest("DELETE", "serverless", `/v1/Services/${routed.id.replace("/", "/Functions/")}`);
    expect(await (await account.provider()).read(type, routed.id, routed)).toBeUndefined();
  });

  it("imports the code; the plan is uploaded by the next update", async () => {
    const own = await openAccount();
    try {
      const deployed = await deploy(await own.provider());
      const run = await own.provider();
      const found = await run.read(type, deployed.router.id);
      expect(found?.inputs).toMatchObject({
        path: "/router",
        planPath: "/plan.json",
        routes: {},
        numbers: {},
        settings: {},
      });
      const code = found?.inputs.code;
      expect(isAsset(code) && code.text).toContain("exports.handler");
      if (found === undefined) return;
      expect(Object.keys((await run.diff(type, found, deployed.router.inputs)).detailed)).toContain(
        "planVersionSid",
      );
      await own.resetCalls();
      await run.update(type, found, deployed.router.inputs);
      expect(await own.calls()).toEqual([uploadPlan]);
    } finally {
      await own.close();
    }
  });
});
