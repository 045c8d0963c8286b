import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashOf } from "../../../../infra/provider/function/documents.ts";
import {
  asset,
  isList,
  isProperties,
  isSecret,
  type Properties,
  secret,
  text,
  unknown,
  type Value,
} from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import { type Reply, spawnProvider } from "../provider-process.ts";
import { deploy, release, router, service } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "RouterFunction";
const uploadAsset = "POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions";
const canary = 'canary "secret"/7f3a+=';
let made: Reply;
let count = 0;
beforeEach(async () => {
  count += 1;
  const named = { ...service, uniqueName: `secrets-${count}` };
  made = await (await account.provider()).create("ServerlessService", named);
});
const inputs = (password = canary, fields: Properties = {}): Properties =>
  router(made, { secrets: secret({ desk: password }), secretsPath: "/secrets.json", ...fields });
const without = (): Properties => router(made, { secretsPath: "/secrets.json" });
const create = async (fields: Properties = inputs()) => (await account.provider()).create(type, fields);
const releaseOf = (routed: Reply): Properties => {
  const { assetVersions, ...rest } = release(made, [], routed);
  const version = text(routed.state, "secretsVersionSid");
  return { ...rest, assetVersions: { ...(assetVersions as Properties), "/secrets.json": version } };
};
const assetsOf = async () =>
  (await account.list(`${made.id}/Assets`, "assets")).map(({ friendly_name }) => friendly_name).sort();

it("makes a private Asset that the Function reads", async () => {
  const code = `exports.handler = (context, event, callback) => {
    const secrets = JSON.parse(Runtime.getAssets()["/secrets.json"].open());
    const response = new Twilio.Response();
    response.appendHeader("Content-Type", "text/xml");
    response.setBody("<Response><Say>" + secrets.desk.length + " characters</Say></Response>");
    callback(null, response);
  };`;
  const routed = await create(inputs(canary, { code: asset({ hash: hashOf(code), text: code }) }));
  const versions = `${made.id}/Assets/${text(routed.state, "secretsAssetSid")}/Versions`;
  expect(await account.list(versions, "asset_versions")).toEqual([
    expect.objectContaining({
      sid: text(routed.state, "secretsVersionSid"),
      path: "/secrets.json",
      visibility: "private",
    }),
  ]);
  await (await account.provider()).create("Release", releaseOf(routed));
  expect(await account.call({ url: String(routed.state.url) })).toContain(`${canary.length} characters`);
});

describe("uploads only what changed", () => {
  it("the secrets: their Asset", async () => {
    const routed = await create();
    const run = await account.provider();
    const preview = await run.update(type, routed, inputs("other-password"), true);
    expect(preview.state).toEqual({
      ...routed.state,
      secrets: secret({ desk: "other-password" }),
      secretsVersionSid: unknown,
    });
    await account.resetCalls();
    const changed = await run.update(type, routed, inputs("other-password"));
    expect(await account.calls()).toEqual([uploadAsset]);
    expect(changed.state.secretsAssetSid).toBe(routed.state.secretsAssetSid);
    expect(changed.state.secretsVersionSid).not.toBe(routed.state.secretsVersionSid);
    expect(changed.state.planVersionSid).toBe(routed.state.planVersionSid);
  });

  it("a route: not the secrets", async () => {
    const routed = await create();
    const run = await account.provider();
    await account.resetCalls();
    const changed = await run.update(type, routed, inputs(canary, { routes: {} }));
    expect(await account.calls()).toEqual([uploadAsset]);
    expect(changed.state.secretsVersionSid).toBe(routed.state.secretsVersionSid);
  });

  it("their path: their Asset, served elsewhere from the next release", async () => {
    const routed = await create();
    const run = await account.provider();
    await account.resetCalls();
    const moved = await run.update(type, routed, inputs(canary, { secretsPath: "/passwords.json" }));
    expect(await account.calls()).toEqual([uploadAsset]);
    const versions = `${made.id}/Assets/${text(routed.state, "secretsAssetSid")}/Versions`;
    expect(await account.list(versions, "asset_versions")).toContainEqual(
      expect.objectContaining({ sid: text(moved.state, "secretsVersionSid"), path: "/passwords.json" }),
    );
  });
});

describe("removed", () => {
  it("are in no version any more, while their Asset waits for the deletion", async () => {
    const routed = await create();
    const run = await account.provider();
    await account.resetCalls();
    const removed = await run.update(type, routed, without());
    expect(await account.calls()).toEqual([]);
    expect(removed.state).toMatchObject({ secretsAssetSid: routed.state.secretsAssetSid });
    expect(Object.keys(removed.state)).not.toContain("secrets");
    expect(Object.keys(removed.state)).not.toContain("secretsVersionSid");
    expect((await run.update(type, routed, without(), true)).state).toEqual(removed.state);
    expect((await run.diff(type, removed, without())).some).toBe(false);
    expect((await run.read(type, removed.id, removed))?.state.secretsAssetSid).toBe(
      routed.state.secretsAssetSid,
    );
    await (await account.provider()).delete(type, removed);
    expect(await assetsOf()).toEqual([]);
  });

  it("come back in the same Asset", async () => {
    const routed = await create();
    const removed = await (await account.provider()).update(type, routed, without());
    const back = await (await account.provider()).update(type, removed, inputs("other-password"));
    expect(back.state.secretsAssetSid).toBe(routed.state.secretsAssetSid);
    expect(await assetsOf()).toEqual(["/plan.json", "/secrets.json"]);
  });
});

it("keeps the plan when the secrets fail, and the next update uploads the secrets only", async () => {
  const routed = await create();
  const changed = inputs("other-password", { routes: {} });
  const run = await account.provider();
  const fault = {
    kind: "server-error",
    match: { path: `/Assets/${text(routed.state, "secretsAssetSid")}/` },
  };
  const failed = await account.failing(fault, run, () => run.update(type, routed, changed));
  const kept = { ...(failed.unfinished as Reply), inputs: changed };
  expect(kept.state.planVersionSid).not.toBe(routed.state.planVersionSid);
  expect(kept.state).toMatchObject({
    routes: {},
    secrets: secret({ desk: canary }),
    secretsVersionSid: routed.state.secretsVersionSid,
  });

  const next = await account.provider();
  expect((await next.diff(type, kept, changed)).detailed).toEqual({ secrets: "~UPDATE" });
  await account.resetCalls();
  const finished = await next.update(type, kept, changed);
  expect(await account.calls()).toEqual([uploadAsset]);
  expect(finished.state).toMatchObject({ secrets: secret({ desk: "other-password" }), routes: {} });
});

it("sees no drift, then secrets that somebody else released", async () => {
  const run = await account.provider();
  const routed = await run.create(type, inputs());
  await run.create("Release", releaseOf(routed));
  expect(await (await account.provider()).read(type, routed.id, routed)).toEqual(routed);

  const theirs = await run.update(type, routed, inputs("theirs"));
  await run.create("Release", releaseOf(theirs));
  const next = await account.provider();
  const found = (await next.read(type, routed.id, routed)) ?? routed;
  expect(found.state.secretsVersionSid).toBe(theirs.state.secretsVersionSid);
  expect((await next.diff(type, found, inputs())).detailed).toEqual({ secretsVersionSid: "~UPDATE" });
  await account.resetCalls();
  expect((await next.update(type, found, inputs())).state.secrets).toEqual(secret({ desk: canary }));
  expect(await account.calls()).toEqual([uploadAsset]);
});

it("imports the plan's Asset, not the secrets'", async () => {
  const own = await openAccount();
  try {
    const run = await own.provider();
    const deployed = await deploy(run);
    const fields = {
      ...deployed.router.inputs,
      secrets: secret({ desk: canary }),
      secretsPath: "/secrets.json",
    };
    const routed = await run.update(type, deployed.router, fields);
    const assetVersions = {
      "/secrets.json": text(routed.state, "secretsVersionSid"),
      ...(deployed.release.inputs.assetVersions as Properties),
    };
    await run.update("Release", deployed.release, { ...deployed.release.inputs, assetVersions });
    const next = await own.provider();
    const found = await next.read(type, routed.id);
    expect(found?.inputs).toMatchObject({ planPath: "/plan.json", secretsPath: "/secrets.json" });
    if (found === undefined) return;
    expect((await next.diff(type, found, fields)).detailed).toMatchObject({ secrets: "ADD" });
    const adopted = await next.update(type, found, fields);
    expect(adopted.state.secretsAssetSid).toBe(routed.state.secretsAssetSid);
  } finally {
    await own.close();
  }
});

/** What is not inside a secret. */
const open = (value: Value): unknown =>
  isSecret(value)
    ? "[secret]"
    : isList(value)
      ? value.map(open)
      : isProperties(value)
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, open(inner)]))
        : value;

describe("hides them", () => {
  it("in what Check gives back, however they were given", async () => {
    const run = await account.provider();
    const expected = secret({ desk: canary });
    for (const secrets of [expected, { desk: canary }, { desk: secret(canary) }]) {
      const { inputs: checked, failures } = await run.check(type, router(made, { secrets }));
      expect(failures).toEqual([]);
      expect(checked).toMatchObject({ secrets: expected, secretsPath: "/secrets.json" });
    }
    const wrong = await run.check(type, router(made, { secrets: { desk: 7_300_000 } }));
    expect(wrong.failures).toEqual(["secrets.desk: Expected a string, found a number."]);
    const clash = await run.check(type, inputs(canary, { secretsPath: "/plan.json" }));
    expect(clash.failures).toEqual([
      "secretsPath: Expected another path than `planPath`, which has the plan.",
    ]);
  });

  it("and nothing else in a diff", async () => {
    const routed = await create();
    const run = await account.provider();
    const routes = {
      billing: { to: { number: "+442079460777" } },
      reception: { to: { number: "+442079460199" } },
    };
    expect((await run.diff(type, routed, inputs("other-password"))).detailed).toEqual({ secrets: "UPDATE" });
    expect((await run.diff(type, routed, inputs(canary, { routes }))).detailed).toEqual({
      "routes.billing.to.number": "UPDATE",
    });
    expect((await run.diff(type, routed, inputs("other-password", { routes }))).detailed).toEqual({
      "routes.billing.to.number": "UPDATE",
      secrets: "UPDATE",
    });
    expect((await run.diff(type, routed, without())).detailed).toEqual({ secrets: "DELETE" });
    const more = inputs(canary, { secrets: secret({ desk: canary, night: "night-password" }) });
    expect((await run.diff(type, routed, more)).detailed).toEqual({ secrets: "UPDATE" });
  });

  it("in states and debug lines", async () => {
    const run = await account.process({ env: { TWILIO_LOG: "debug" } });
    const preview = await run.create(type, inputs(), true);
    const routed = await run.create(type, inputs());
    const replies = [
      preview,
      routed,
      await run.update(type, routed, inputs(canary, { routes: {} }), true),
      await run.update(type, routed, inputs(canary, { routes: {} })),
    ];
    for (const reply of replies) {
      expect(reply.state.secrets).toEqual(secret({ desk: canary }));
      expect(JSON.stringify(open(reply.state))).not.toContain("canary");
    }
    const lines = run
      .said()
      .split("\n")
      .filter((line) => line.startsWith("twilio: "));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join("\n")).not.toContain("canary");
  });

  it("in a refusal that quotes what was sent", async () => {
    const server = createServer((request, response) => {
      let sent = "";
      request.setEncoding("utf8").on("data", (chunk: string) => {
        sent += chunk;
      });
      request.on("end", () => {
        response.writeHead(400, { "content-type": "application/json" });
        response.end(JSON.stringify({ code: 20001, message: `not understood: ${sent}`, status: 400 }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{product}`;
    const config = { ...account.emulator.credentials, endpoint };
    const run = await spawnProvider({ env: { PULUMI_CONFIG: JSON.stringify(config), TWILIO_LOG: "debug" } });
    try {
      await run.configure();
      const known = await create(without());
      const failure = await run.update(type, known, inputs()).catch((error: unknown) => error);
      const state = { ...known.state, secretsAssetSid: text(known.state, "planAssetSid") };
      const quoted = await run.update(type, { ...known, state }, inputs()).catch((error: unknown) => error);
      expect(String(failure)).toContain("HTTP 400");
      expect(String(quoted)).toContain('{"desk":"[secret]"}');
      for (const said of [String(failure), String(quoted), JSON.stringify(quoted), run.said()])
        expect(said).not.toContain("canary");
    } finally {
      await run.close();
      server.closeAllConnections();
      server.close();
    }
  });
});
