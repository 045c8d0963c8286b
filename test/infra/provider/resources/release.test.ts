import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { secret, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { ProviderProcess, Reply } from "../provider-process.ts";
import { bin, release, service } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "Release";
const build = "POST /v1/Services/{ServiceSid}/Builds";
const look = "GET /v1/Services/{ServiceSid}/Environments";
const deployment = "POST /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Deployments";

let provider: ProviderProcess;
let made: Reply;
let billing: Reply;
let count = 0;
beforeEach(async () => {
  count += 1;
  provider = await account.provider();
  made = await provider.create("ServerlessService", { ...service, uniqueName: `release-${count}` });
  billing = await provider.create("TwimlBin", bin(made, "billing"));
});
const builds = () => account.list(`${made.id}/Builds`, "builds");
const answer = () => account.call({ url: String(billing.state.url), method: "GET" });
/** The next version of the document, uploaded by the process that is asked. */
const changed = (run: ProviderProcess, number = "+442079460777") =>
  run.update("TwimlBin", billing, bin(made, "billing", number));

it("builds and deploys in two calls, status polls apart", async () => {
  await account.resetCalls();
  const released = await provider.create(type, release(made, [billing]));
  expect(await account.calls()).toEqual([build, deployment]);
  expect(released.id).toBe(`${made.id}/${String(made.state.environmentSid)}`);
  expect(released.state).toMatchObject({
    buildSid: expect.stringMatching(/^ZB/),
    deploymentSid: expect.stringMatching(/^ZD/),
  });
  expect(await builds()).toMatchObject([
    { sid: released.state.buildSid, runtime: "node22", dependencies: [] },
  ]);
  expect(await answer()).toContain("+442079460123");
});

it("previews a new build as unknown and the old one as the way back", async () => {
  const inputs = release(made, [billing]);
  expect((await provider.create(type, inputs, true)).state).toEqual({
    ...inputs,
    buildSid: unknown,
    deploymentSid: unknown,
  });
  const released = await provider.create(type, inputs);
  await account.resetCalls();
  expect((await provider.update(type, released, inputs, true)).state).toEqual(released.state);
  const next = { ...inputs, assetVersions: { "/handoffs/billing.xml": unknown } };
  expect((await provider.update(type, released, next, true)).state).toEqual({
    ...next,
    buildSid: unknown,
    deploymentSid: unknown,
    previousBuildSid: released.state.buildSid,
  });
  expect(await account.calls()).toEqual([]);
});

it("updates to the new versions and remembers the build before", async () => {
  const released = await provider.create(type, release(made, [billing]));
  const run = await account.provider();
  const inputs = release(made, [await changed(run)]);
  await account.resetCalls();
  const updated = await run.update(type, released, inputs);
  expect(await account.calls()).toEqual([build, look, deployment]);
  expect(updated.state.previousBuildSid).toBe(released.state.buildSid);
  expect(await answer()).toContain("+442079460777");
});

it("leaves what is live alone when it is deleted", async () => {
  const released = await provider.create(type, release(made, [billing]));
  await account.resetCalls();
  await (await account.provider()).delete(type, released);
  expect(await account.calls()).toEqual([]);
  expect(await answer()).toContain("+442079460123");
});

it("imports what is live, and finds no drift in it", async () => {
  const released = await provider.create(type, release(made, [billing]));
  const run = await account.provider();
  expect(await run.read(type, released.id)).toEqual(released);
  expect(await run.read(type, released.id, released)).toEqual(released);
});

describe("a build that fails", () => {
  it("leaves the old routing answering, and the next update converges", async () => {
    const released = await provider.create(type, release(made, [billing]));
    const run = await account.provider();
    const inputs = release(made, [await changed(run)]);
    await account.fault({ kind: "failing-build" });
    await expect(run.update(type, released, inputs)).rejects.toThrow(
      /Build ZB\w+ ended as `failed`.*live before still is/s,
    );
    expect(await answer()).toContain("+442079460123");

    const next = await (await account.provider()).update(type, released, inputs);
    expect(next.state.previousBuildSid).toBe(released.state.buildSid);
    expect(await answer()).toContain("+442079460777");
  });

  it("makes no half release at first, and the next create converges", async () => {
    await account.fault({ kind: "failing-build" });
    const failure: unknown = await provider
      .create(type, release(made, [billing]))
      .catch((error: unknown) => error);
    expect(failure).not.toHaveProperty("unfinished", expect.anything());
    await (await account.provider()).create(type, release(made, [billing]));
    expect(await answer()).toContain("+442079460123");
  });

  it("for a version that Twilio has cleared away says to refresh, which uploads it again", async () => {
    const inputs = release(made, [billing]);
    await account.rest("DELETE", "serverless", `/v1/Services/${billing.id.replace("/", "/Assets/")}`);
    const run = await account.provider();
    await expect(run.create(type, inputs)).rejects.toThrow(
      /live before still is.*pulumi refresh.*uploads it again/s,
    );

    const refreshed = await account.provider();
    expect(await refreshed.read("TwimlBin", billing.id, billing)).toBeUndefined();
    const again = await refreshed.create("TwimlBin", billing.inputs);
    await refreshed.create(type, release(made, [again]));
    expect(await answer()).toContain("+442079460123");
  });
});

describe("a run that was cut short", () => {
  it("during the build: the next one waits for that build", async () => {
    const slow = await openAccount({ buildTime: 400 });
    try {
      const first = await slow.process();
      const own = await first.create("ServerlessService", service);
      const document = await first.create("TwimlBin", bin(own, "billing"));
      const cut = first.create(type, release(own, [document])).catch(() => undefined);
      while ((await slow.list(`${own.id}/Builds`, "builds")).length === 0);
      await first.close();
      await cut;
      const released = await (await slow.provider()).create(type, release(own, [document]));
      expect((await slow.list(`${own.id}/Builds`, "builds")).map(({ sid }) => sid)).toEqual([
        released.state.buildSid,
      ]);
    } finally {
      await slow.close();
    }
  });

  it("after the deployment: the next one finds both", async () => {
    const released = await provider.create(type, release(made, [billing]));
    const again = await (await account.provider()).create(type, release(made, [billing]));
    expect(again).toEqual(released);
    expect(await builds()).toHaveLength(1);
  });

  it("by the user: stops waiting soon, in words", async () => {
    const slow = await openAccount({ buildTime: 60_000 });
    try {
      const run = await slow.provider();
      const own = await run.create("ServerlessService", service);
      const document = await run.create("TwimlBin", bin(own, "billing"));
      const waiting = run.create(type, release(own, [document]));
      waiting.catch(() => undefined);
      while ((await slow.list(`${own.id}/Builds`, "builds")).length === 0);
      await run.cancel();
      await expect(waiting).rejects.toThrow("The run was cancelled");
    } finally {
      await slow.close();
    }
  });
});

describe("another build that somebody else deployed", () => {
  it("shows as drift, and ours goes live again", async () => {
    const first = await provider.create(type, release(made, [billing]));
    const run = await account.provider();
    const ours = await run.update(type, first, release(made, [await changed(run)]));
    await account.rest(
      "POST",
      "serverless",
      `/v1/Services/${ours.id.replace("/", "/Environments/")}/Deployments`,
      {
        BuildSid: String(first.state.buildSid),
      },
    );

    const next = await account.provider();
    const found = (await next.read(type, ours.id, ours)) ?? ours;
    expect(found.state).toMatchObject({
      buildSid: first.state.buildSid,
      assetVersions: first.state.assetVersions,
    });
    expect((await next.diff(type, found, ours.inputs)).detailed).toEqual({
      buildSid: "~UPDATE",
      'assetVersions["/handoffs/billing.xml"]': "~UPDATE",
    });
    await next.update(type, found, ours.inputs);
    expect(await answer()).toContain("+442079460777");
    expect(await builds()).toHaveLength(2);
  });

  it("is gone when nothing is deployed", async () => {
    const released = await provider.create(type, release(made, [billing]));
    await account.rest(
      "POST",
      "serverless",
      `/v1/Services/${released.id.replace("/", "/Environments/")}/Deployments`,
      {},
    );
    expect(await (await account.provider()).read(type, released.id, released)).toBeUndefined();
  });
});

it("takes secret versions", async () => {
  const inputs = { ...release(made, [billing]), runtime: secret("node22") };
  const released = await provider.create(type, inputs);
  expect((await provider.diff(type, released, inputs)).some).toBe(false);
});

describe("somebody else's build that is live", () => {
  /** Deploys a build of other versions, as somebody with a console would; gives its SID. */
  async function foreign(): Promise<string> {
    const other = await (await account.provider()).create("TwimlBin", bin(made, "foreign"));
    const path = `/v1/Services/${made.id}`;
    const fields = { AssetVersions: String(other.state.versionSid) };
    const { sid } = await account.rest("POST", "serverless", `${path}/Builds`, fields);
    const environment = `${path}/Environments/${String(made.state.environmentSid)}`;
    await account.rest("POST", "serverless", `${environment}/Deployments`, { BuildSid: String(sid) });
    return String(sid);
  }

  const live = async (): Promise<unknown> =>
    (await account.list(`${made.id}/Environments`, "environments"))[0]?.build_sid;

  it("is not replaced unseen: the update names both builds and deploys nothing", async () => {
    const released = await provider.create(type, release(made, [billing]));
    const theirs = await foreign();
    const run = await account.provider();
    billing = await changed(run);
    const update = run.update(type, released, release(made, [billing]));
    await expect(update).rejects.toThrow(
      new RegExp(
        `the build ${theirs} is live, and the state has ${released.state.buildSid}.*pulumi refresh`,
        "s",
      ),
    );
    expect(await live()).toBe(theirs);
  });

  it("is replaced once a refresh has shown it", async () => {
    const released = await provider.create(type, release(made, [billing]));
    const theirs = await foreign();
    const run = await account.provider();
    const found = (await run.read(type, released.id, released)) ?? released;
    expect(found.state.buildSid).toBe(theirs);
    const repaired = await run.update(type, found, release(made, [billing]));
    expect(repaired.state.previousBuildSid).toBe(theirs);
    expect(await answer()).toContain("+442079460123");
  });

  it("is no build that an interrupted run of ours has deployed", async () => {
    const released = await provider.create(type, release(made, [billing]));
    const interrupted = await account.provider();
    billing = await changed(interrupted);
    const inputs = release(made, [billing]);
    const lost = await interrupted.update(type, released, inputs);
    const next = await account.provider();
    expect(await next.update(type, released, inputs)).toEqual(lost);
    expect(await builds()).toHaveLength(2);
  });
});
