import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Account, openAccount } from "./account.ts";

const installed =
  spawnSync("pulumi", ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } }).status ===
  0;
const root = fileURLToPath(new URL("../../../", import.meta.url));

const program = `
const pulumi = require("@pulumi/pulumi");
const twilio = require("@pulumi/twilio");
const { TARGET, EXPLICIT, PASSWORD } = process.env;
const provider = EXPLICIT ? new twilio.Provider("explicit", JSON.parse(EXPLICIT)) : undefined;
const service = new twilio.ServerlessService("service",
  { uniqueName: "handoffs-acme", friendlyName: "Handoffs of acme", environmentName: "live" }, { provider });
const { serviceSid, domainName, environmentSid } = service;
const inService = { parent: service, deletedWith: service };
const bin = new twilio.TwimlBin("billing",
  { serviceSid, domainName, path: "/handoffs/billing.xml", twiml: "<Response><Dial>" + TARGET + "</Dial></Response>" }, inService);
const router = new twilio.RouterFunction("router", { serviceSid, domainName, path: "/router",
  code: new pulumi.asset.StringAsset("exports.handler = (context, event, callback) => callback(null, {});"),
  planPath: "/plan.json", routes: { billing: { to: { number: TARGET } } }, numbers: {}, settings: {},
  ...(PASSWORD ? { secrets: { desk: PASSWORD } } : {}) }, inService);
const release = new twilio.Release("release", { serviceSid, environmentSid,
  assetVersions: { "/handoffs/billing.xml": bin.versionSid, "/plan.json": router.planVersionSid,
    ...(PASSWORD ? { "/secrets.json": router.secretsVersionSid } : {}) },
  functionVersions: { "/router": router.functionVersionSid } }, inService);
new twilio.PhoneNumberWebhook("main",
  { phoneNumber: "+442079460000", voiceUrl: bin.url, voiceMethod: "GET" }, { dependsOn: release, provider });
new twilio.SipDomainWebhook("sip",
  { domainName: "acme.sip.twilio.com", voiceUrl: bin.url, voiceMethod: "GET" }, { dependsOn: release, provider });
exports.url = bin.url;
`;

interface Step {
  readonly urn: string;
  readonly op: string;
  readonly detailedDiff: Readonly<Record<string, { readonly kind: string }>> | null;
}

describe.skipIf(!installed)("with the pulumi CLI", { timeout: 180_000 }, () => {
  let account: Account;
  let directory: string;
  let env: NodeJS.ProcessEnv;
  const before = "https://example.com/before";
  const running = new Set<ChildProcess>();

  beforeEach(async () => {
    account = await openAccount({ buildTime: 300 });
    await account.buyNumber("+442079460000", { VoiceUrl: before, VoiceMethod: "GET" });
    await account.createSipDomain("acme.sip.twilio.com", { VoiceUrl: before, VoiceMethod: "GET" });
    directory = await mkdtemp(join(tmpdir(), "twilio-cli-"));
    await mkdir(join(directory, "state"));
    await symlink(join(root, "node_modules"), join(directory, "node_modules"));
    await writeFile(join(directory, "index.js"), program);
    const providers = [{ name: "twilio", path: join(root, "dist/provider") }];
    const project = {
      name: "acme",
      main: "index.js",
      runtime: { name: "nodejs", options: { typescript: false } },
      plugins: { providers },
    };
    await writeFile(join(directory, "Pulumi.yaml"), JSON.stringify(project));
    await writeFile(
      join(directory, "package.json"),
      JSON.stringify({ dependencies: { "@pulumi/twilio": "0.1.0" } }),
    );
    env = {
      PATH: process.env.PATH,
      HOME: directory,
      TARGET: "+442079460123",
      PULUMI_HOME: join(directory, "home"),
      // Without the sidecar that a kill can cut: docs/deploying.md.
      PULUMI_BACKEND_URL: `file://${join(directory, "state")}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    await pulumi("stack", "init", "live");
  });
  afterEach(async () => {
    for (const child of running) child.kill("SIGKILL");
    await account.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  function start(...args: readonly string[]) {
    const child = spawn("pulumi", [...args, "--non-interactive"], {
      cwd: directory,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const output = { stdout: "", all: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
      output.all += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.all += text;
    });
    return { child, output };
  }
  async function pulumi(...args: readonly string[]): Promise<string> {
    const { child, output } = start(...args);
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")}: ${output.all}`);
    return output.stdout;
  }
  const configure = async (): Promise<void> => {
    const { accountSid, apiKey, apiSecret, authToken } = account.emulator.credentials;
    await pulumi("config", "set", "twilio:endpoint", account.emulator.endpoint);
    await pulumi("config", "set", "twilio:accountSid", accountSid);
    for (const [key, value] of Object.entries({ apiKey, apiSecret, authToken })) {
      await pulumi("config", "set", "--secret", `twilio:${key}`, value);
    }
  };
  const preview = async (): Promise<readonly (readonly [string, string, readonly string[]])[]> => {
    const { steps } = JSON.parse(await pulumi("preview", "--json")) as { steps: readonly Step[] };
    return steps
      .filter(({ op }) => op !== "same")
      .map(
        ({ urn, op, detailedDiff }) =>
          [urn.split("::").at(-1) ?? "", op, Object.keys(detailedDiff ?? {}).sort()] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1));
  };
  const stateText = (): Promise<string> => pulumi("stack", "export", "--show-secrets");
  const answer = async (): Promise<string> => {
    const url = (await pulumi("stack", "output", "url")).trim();
    return await account.call({ url, method: "GET" });
  };
  const voiceUrls = async (): Promise<readonly unknown[]> => {
    const entries = [await account.number("+442079460000"), await account.sipDomain("acme.sip.twilio.com")];
    return entries.map(({ voice_url }) => voice_url);
  };
  // The emulator's auth token is a part of its account SID.
  const secrets = (): readonly string[] => {
    const { apiKey, apiSecret } = account.emulator.credentials;
    return [apiKey, apiSecret];
  };

  it("deploys, changes one thing, refreshes and destroys, with credentials in secret stack config only", async () => {
    await configure();
    await account.resetCalls();
    expect((await preview()).map(([name]) => name)).toEqual([
      "acme-live",
      "billing",
      "main",
      "release",
      "router",
      "service",
      "sip",
    ]);
    expect(await account.calls()).toEqual([]);
    await pulumi("up", "--yes", "--skip-preview");
    expect(await answer()).toContain("+442079460123");

    await account.resetCalls();
    await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    expect(await account.calls()).toEqual([]);

    env = { ...env, TARGET: "+442079460777" };
    expect(await preview()).toEqual([
      ["billing", "update", ["twiml"]],
      ["release", "update", ['assetVersions["/handoffs/billing.xml"]', 'assetVersions["/plan.json"]']],
      ["router", "update", ["routes.billing.to.number"]],
    ]);
    await pulumi("up", "--yes", "--skip-preview");
    expect(await account.calls()).toHaveLength(5);
    expect(await answer()).toContain("+442079460777");

    await account.resetCalls();
    await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect(await account.calls()).toHaveLength(5);
    const state = await stateText();
    for (const secret of secrets()) expect(state).not.toContain(secret);

    await pulumi("destroy", "--yes", "--skip-preview");
    expect(await voiceUrls()).toEqual([before, before]);
    expect((await account.rest("GET", "serverless", "/v1/Services")).services).toEqual([]);
  });

  it("keeps an explicit provider's credentials from the state, and destroys with those of the stack config", async () => {
    const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
    const { endpoint } = account.emulator;
    env = { ...env, EXPLICIT: JSON.stringify({ accountSid, apiKey, apiSecret, endpoint }) };
    await pulumi("up", "--yes", "--skip-preview");
    const state = await stateText();
    expect(state).toContain(endpoint);
    for (const secret of secrets()) expect(state).not.toContain(secret);
    await pulumi("config", "set", "--secret", "twilio:apiKey", apiKey);
    await pulumi("config", "set", "--secret", "twilio:apiSecret", apiSecret);
    await pulumi("destroy", "--yes", "--skip-preview");
    expect(await voiceUrls()).toEqual([before, before]);
  });

  it("shows and keeps no secret of the router's, and shows the rest of a change", async () => {
    await configure();
    const canaries = ["canary-7f3a-first", "canary-7f3a-second"];
    const [first, second] = canaries;
    env = { ...env, PASSWORD: first };
    const said = [await pulumi("up", "--yes", "--diff")];
    env = { ...env, PASSWORD: second };
    const passwordOnly = [
      ["release", "update", ['assetVersions["/secrets.json"]']],
      ["router", "update", ["secrets"]],
    ];
    expect(await preview()).toEqual(passwordOnly);
    env = { ...env, TARGET: "+442079460777" };
    expect(await preview()).toContainEqual(["router", "update", ["routes.billing.to.number", "secrets"]]);
    said.push(await pulumi("preview", "--json"), await pulumi("up", "--yes", "--diff"));
    said.push(await pulumi("stack", "export"));
    for (const text of said) for (const canary of canaries) expect(text).not.toContain(canary);
    expect(await stateText()).toContain(second);

    await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    const { PASSWORD: _, ...rest } = env;
    env = rest;
    expect(await preview()).toContainEqual(["router", "update", ["secrets"]]);
    await pulumi("up", "--yes", "--skip-preview");
    expect(await stateText()).not.toContain("canary");
    expect(await answer()).toContain("+442079460777");
  });

  it("imports what is there", async () => {
    await configure();
    await pulumi("up", "--yes", "--skip-preview");
    const { deployment } = JSON.parse(await stateText()) as {
      deployment: { resources: readonly { type: string; id?: string; urn: string }[] };
    };
    // As `pulumi preview --import-file` writes it: a resource keeps its parent, which is a part of its URN.
    const resources = deployment.resources.flatMap(({ type, id, urn }) => {
      const parent = urn.includes("$") ? { parent: "service" } : {};
      return type.startsWith("twilio:") && id !== undefined
        ? [{ type, id, name: urn.split("::").at(-1), ...parent }]
        : [];
    });
    await pulumi("stack", "init", "second");
    await configure();
    await writeFile(join(directory, "import.json"), JSON.stringify({ resources }));
    await pulumi(
      "import",
      "--file",
      "import.json",
      "--yes",
      "--skip-preview",
      "--protect=false",
      "--generate-code=false",
    );
    await account.resetCalls();
    await pulumi("refresh", "--yes", "--skip-preview");
    expect(await account.calls()).toHaveLength(5);
    const imported = await stateText();
    expect(imported).toContain("<Response><Dial>+442079460123</Dial></Response>");
    // Of the router only the code can be read back; its plan is uploaded again, which makes a release.
    expect(await preview()).toEqual([
      ["release", "update", ['assetVersions["/plan.json"]']],
      ["router", "update", ["planVersionSid", "routes.billing"]],
    ]);
    await pulumi("up", "--yes", "--skip-preview");
    await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    expect(await answer()).toContain("+442079460123");
  });

  it("finds what a killed run has left, and makes no twins", async () => {
    await configure();
    await account.fault({ kind: "delay", count: 1000, delay: 150 });
    const { child } = start("up", "--yes", "--skip-preview");
    while (!(await account.calls()).some((line) => line.endsWith("/Versions"))) await wait(20);
    child.kill("SIGKILL");
    await once(child, "close");
    await wait(500); // Providers notice that their engine is gone.
    await account.clearFaults();
    await pulumi("cancel", "--yes").catch(() => undefined);
    await pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    await pulumi("up", "--yes", "--skip-preview");

    const services = (await account.rest("GET", "serverless", "/v1/Services")).services as readonly {
      sid: string;
    }[];
    expect(services).toHaveLength(1);
    const [service] = services;
    expect(await account.list(`${service?.sid}/Environments`, "environments")).toHaveLength(1);
    expect(await account.list(`${service?.sid}/Assets`, "assets")).toHaveLength(2);
    expect(await account.list(`${service?.sid}/Functions`, "functions")).toHaveLength(1);
    expect(await answer()).toContain("+442079460123");
  });

  it("keeps a half-made resource, and the next run finishes it", async () => {
    await configure();
    await account.fault({
      kind: "server-error",
      match: { path: "/Assets/{AssetSid}/Versions" },
      count: 1000,
    });
    const { child, output } = start("up", "--yes", "--skip-preview");
    while (
      !/Trying again/.test(output.all) ||
      !(await account.calls()).some((line) => line.endsWith("/Assets/{AssetSid}/Versions"))
    )
      await wait(50);
    child.kill("SIGINT");
    await once(child, "close");
    await account.clearFaults();
    expect(await stateText()).toContain("initErrors");
    await pulumi("up", "--yes", "--skip-preview");
    expect(await answer()).toContain("+442079460123");
    expect(await stateText()).not.toContain("initErrors");
  });
});
