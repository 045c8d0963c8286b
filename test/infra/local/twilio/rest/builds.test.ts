import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient, rawRequest, type UploadedFile, uploadForm } from "../rest-client.ts";

let checked: CheckedEmulator;

beforeAll(async () => {
  checked = await startChecked({ buildTime: 40 });
});
afterAll(async () => {
  await checked.close();
});

let services = 0;
const newService = async () => {
  services += 1;
  const uniqueName = `service-${services}`;
  const client = officialClient(checked.endpoint);
  const { sid } = await client.serverless.v1.services.create({ uniqueName, friendlyName: uniqueName });
  const context = client.serverless.v1.services(sid);
  const upload = async (
    file: UploadedFile,
    kind: "Assets" | "Functions" = "Assets",
    resourceSid?: string,
  ) => {
    const resource =
      resourceSid ??
      (await (kind === "Assets" ? context.assets : context.functions).create({ friendlyName: file.path }))
        .sid;
    const url = `${checked.endpoint.replace("{product}", "serverless-upload")}/v1/Services/${sid}/${kind}/${resource}/Versions`;
    const { body } = await rawRequest(url, { form: uploadForm(file) });
    return { resourceSid: resource, versionSid: String(body.sid) };
  };
  const url = `${checked.endpoint.replace("{product}", "serverless")}/v1/Services/${sid}/Builds`;
  const environment = await context.environments.create({ uniqueName: "live" });
  const completed = async (buildSid: string): Promise<void> => {
    while ((await context.builds(buildSid).buildStatus().fetch()).status === "building") await sleep(5);
  };
  return { sid, context, upload, url, environment: context.environments(environment.sid), completed };
};

describe("a build", () => {
  it("is building, then completed, and shows its versions", async () => {
    const { context, upload, completed } = await newService();
    const asset = await upload({ path: "/a.xml", content: "<Response/>" });
    const build = await context.builds.create({ assetVersions: [asset.versionSid] });
    expect(build).toMatchObject({ status: "building", runtime: "node22", dependencies: [] });
    expect(build.assetVersions).toMatchObject([
      { sid: asset.versionSid, path: "/a.xml", visibility: "protected" },
    ]);
    await completed(build.sid);
    expect((await context.builds(build.sid).fetch()).status).toBe("completed");
    expect((await context.builds.list()).map(({ sid }) => sid)).toEqual([build.sid]);
  });

  it("takes Dependencies plainly and as Twilio's deployer quotes them", async () => {
    const { context, upload } = await newService();
    const { versionSid } = await upload({ path: "/a.xml", content: "<Response/>" });
    const wanted = [{ name: "lodash", version: "4.17.21" }];
    for (const dependencies of [
      JSON.stringify(wanted),
      `"${JSON.stringify(wanted)}"`,
      JSON.stringify(JSON.stringify(wanted)),
    ]) {
      const build = await context.builds.create({ assetVersions: [versionSid], dependencies });
      expect(build.dependencies).toEqual(wanted);
    }
    for (const dependencies of ["{", '{"a":1}', '[{"name":"a"}]', '[{"name":"a","version":"^1.0.0"}]'])
      await expect(
        context.builds.create({ assetVersions: [versionSid], dependencies }),
      ).rejects.toMatchObject({
        code: 20001,
      });
  });

  it("refuses nothing, the unknown, twins, and what belongs to another service", async () => {
    const { context, upload } = await newService();
    const other = await newService();
    await expect(context.builds.create({})).rejects.toMatchObject({
      code: 20001,
      message: "At least one Function Version or Asset Version is required for Build.",
    });
    const first = await upload({ path: "/a.xml", content: "1" });
    const second = await upload({ path: "/a.xml", content: "2" }, "Assets", first.resourceSid);
    const twin = await upload({ path: "/a.xml", content: "3" });
    const foreign = await other.upload({ path: "/b.xml", content: "4" });
    for (const assetVersions of [
      [`ZN${"0".repeat(32)}`],
      [foreign.versionSid],
      [first.versionSid, second.versionSid],
      [first.versionSid, twin.versionSid],
    ])
      await expect(context.builds.create({ assetVersions })).rejects.toMatchObject({
        status: 400,
        code: 20001,
      });
    await expect(context.builds.create({ functionVersions: [first.versionSid] })).rejects.toMatchObject({
      status: 400,
    });
    await context.assets(first.resourceSid).remove();
    await expect(context.builds.create({ assetVersions: [first.versionSid] })).rejects.toMatchObject({
      status: 400,
    });
  });

  it.each(["node18", "node99"])("refuses the runtime %s", async (runtime) => {
    const { upload, url } = await newService();
    const { versionSid } = await upload({ path: "/a.xml", content: "<Response/>" });
    const reply = await rawRequest(url, { form: { AssetVersions: versionSid, Runtime: runtime } });
    expect(reply).toMatchObject({ status: 400, body: { code: 20001 } });
  });

  it("holds 50 private assets and no more", async () => {
    const { context, upload } = await newService();
    const versions: string[] = [];
    for (let index = 0; index <= 50; index += 1)
      versions.push((await upload({ path: `/${index}`, content: "x", visibility: "private" })).versionSid);
    await context.builds.create({ assetVersions: versions.slice(1) });
    await expect(context.builds.create({ assetVersions: versions })).rejects.toMatchObject({ status: 400 });
  });

  it("fails when it is told to", async () => {
    const { context, upload, completed, environment } = await newService();
    const { versionSid } = await upload({ path: "/a.xml", content: "<Response/>" });
    checked.emulator.addFault({ kind: "failing-build" });
    const build = await context.builds.create({ assetVersions: [versionSid] });
    await completed(build.sid);
    expect((await context.builds(build.sid).fetch()).status).toBe("failed");
    await expect(environment.deployments.create({ buildSid: build.sid })).rejects.toMatchObject({
      status: 400,
    });
  });
});

describe("a deployment", () => {
  it("makes a completed build live, once", async () => {
    const { context, upload, completed, environment } = await newService();
    const { versionSid } = await upload({ path: "/a.xml", content: "<Response/>" });
    const build = await context.builds.create({ assetVersions: [versionSid] });
    await expect(environment.deployments.create({ buildSid: build.sid })).rejects.toMatchObject({
      status: 400,
    });
    await completed(build.sid);
    const deployment = await environment.deployments.create({ buildSid: build.sid });
    expect((await environment.deployments(deployment.sid).fetch()).buildSid).toBe(build.sid);
    expect((await environment.fetch()).buildSid).toBe(build.sid);
    await expect(environment.deployments.create({ buildSid: build.sid })).rejects.toMatchObject({
      status: 409,
    });
    await expect(context.builds(build.sid).remove()).rejects.toMatchObject({ status: 400 });
  });

  it("without a build undeploys, and an older build can be deployed again", async () => {
    const { context, upload, completed, environment } = await newService();
    const { versionSid } = await upload({ path: "/a.xml", content: "<Response/>" });
    const [first, second] = await Promise.all([
      context.builds.create({ assetVersions: [versionSid] }),
      context.builds.create({ assetVersions: [versionSid] }),
    ]);
    await completed(second.sid);
    await environment.deployments.create({ buildSid: first.sid });
    await environment.deployments.create({ buildSid: second.sid });
    await environment.deployments.create({ buildSid: first.sid });
    expect((await environment.fetch()).buildSid).toBe(first.sid);
    await environment.deployments.create({});
    expect((await environment.fetch()).buildSid).toBeNull();
    await context.builds(first.sid).remove();
    expect(await environment.deployments.list()).toHaveLength(4);
  });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
