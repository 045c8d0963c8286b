import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { destroy, preview, refresh, up } from "../../infra/local/engine/engine.ts";
import { ownerClient } from "../infra/local/twilio/rest-client.ts";
import { type Descendant, descendants, heard, heardIn } from "./canaries.ts";
import { type Company, openCompany } from "./company.ts";
import { hasPulumi, pulumiEngine } from "./engine.ts";

const isLinux = process.platform === "linux";

const trunk = (uri: string): string =>
  `name: Trunk\ndescription: The desk behind the trunk with a password.\nto: {sip: {uri: "${uri}", username: acme, password: {secret: pbxPassword}}}\nfallback: operator\n`;

const files = {
  "handoffs.yaml": 'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\n',
  "destinations/operator.yaml":
    'name: Operator\ndescription: The caller asks for anybody at all.\ndefault: true\nto: "+442079460199"\n',
  "destinations/trunk.yaml": trunk("sip:desk@pbx.example.com"),
  "numbers/line.yaml":
    'name: Line\nanswer: agent\nonError: operator\nenvironments: {live: {number: "+442079460000"}}\n',
};

type Canary =
  | "apiKey"
  | "apiSecret"
  | "authToken"
  | "sipPassword"
  | "newSipPassword"
  | "previousUser"
  | "previousKey";

/** A company, its secrets, and everything that was said about it. */
interface Watched {
  readonly company: Company;
  readonly canaries: Readonly<Record<Canary, string>>;
  readonly config: Readonly<Record<string, string>>;
  readonly reports: string;
  readonly env: NodeJS.ProcessEnv;
  readonly said: string[];
}

/** Every secret is one of its own: a key of the account, a token that nothing needs, passwords, an old webhook's. */
async function open(): Promise<Watched> {
  const company = await openCompany({ files });
  const { accountSid } = company.emulator.credentials;
  const { sid, secret } = await ownerClient(company.emulator.endpoint).iam.v1.newApiKey.create({
    accountSid,
  });
  const canaries = {
    apiKey: sid,
    apiSecret: secret,
    authToken: "canary/token+7f3a",
    sipPassword: 'canary "sip" 7f3a=',
    newSipPassword: "canary-sip-8b4c",
    previousUser: "canary-user-7f3a",
    previousKey: "canary-webhook-7f3a",
  };
  const numbers = `/api/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers`;
  const page = await company.twilio(`${numbers}.json?PhoneNumber=%2B442079460000`);
  const [number] = page.incoming_phone_numbers as readonly { readonly sid: string }[];
  await company.twilio(`${numbers}/${number?.sid}.json`, {
    VoiceUrl: `https://acme:${canaries.previousUser}@old.example.com/voice?key=${canaries.previousKey}`,
  });
  const reports = join(company.root, "reports");
  mkdirSync(reports);
  writeFileSync(
    join(company.root, "Pulumi.local.yaml"),
    `config:\n  twilio:endpoint: ${company.emulator.endpoint}\n  twilio:accountSid: ${accountSid}\n`,
  );
  return {
    company,
    canaries,
    config: {
      "twilio:apiKey": sid,
      "twilio:apiSecret": secret,
      "twilio:authToken": canaries.authToken,
      "handoffs:pbxPassword": canaries.sipPassword,
    },
    reports,
    env: {
      TWILIO_LOG: "debug",
      NODE_OPTIONS: `--report-on-signal --report-uncaught-exception --report-directory=${reports}`,
    },
    said: [],
  };
}

/** Waits until a request of a run is under way, so that its processes are there. */
async function underWay({ company }: Watched, ended: Promise<unknown>): Promise<readonly Descendant[]> {
  company.emulator.addFault({ kind: "delay", delay: 400, count: 1000 });
  company.emulator.resetRequests();
  let over = false;
  void ended.finally(() => {
    over = true;
  });
  while (!over && company.emulator.readRequests().counts.total === 0) await wait(20);
  return descendants();
}

const isProvider = ({ command }: Descendant): boolean =>
  /pulumi-resource-twilio|provider\/index\.cjs/.test(command);

/** Has each Node.js process of a run write its report, then ends the provider as a crash would. */
async function crash({ reports, said }: Watched, processes: readonly Descendant[]): Promise<void> {
  const ours = processes.filter(({ command }) =>
    /@pulumi\/pulumi\/cmd\/run|pulumi-resource-twilio/.test(command),
  );
  expect(ours.length).toBeGreaterThanOrEqual(2);
  said.push(...processes.map(({ command }) => command));
  for (const { pid } of ours) process.kill(pid, "SIGUSR2");
  while (readdirSync(reports).length < ours.length) await wait(20);
  for (const { pid } of processes.filter(isProvider)) process.kill(pid, "SIGKILL");
}

function expectSilence({ canaries, company, said, reports }: Watched, leftOut: readonly string[]): void {
  expect(heard(canaries, said.join("\n"))).toEqual([]);
  expect(heardIn(canaries, company.root, leftOut)).toEqual([]);
  if (isLinux) expect(readdirSync(reports).length).toBeGreaterThanOrEqual(2);
  const lines = said.flatMap((text) => text.match(/twilio: [A-Z]+ [^"\\]*/g) ?? []);
  expect(lines.filter((line) => /(\+|%2B)\d{8,}/.test(line))).toEqual([]);
}

describe("no secret is said by the embedded engine", () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await open();
  });
  afterAll(() => watched.company.close());

  const run = async (operation: typeof up, config = watched.config) => {
    const { company, said, env } = watched;
    const { PULUMI_CONFIG_PASSPHRASE: _, ...others } = process.env;
    const outcome = await operation({
      root: company.root,
      stack: "local",
      stateFile: join(company.root, "stack.json"),
      passphrase: "canaries",
      config,
      env: { ...others, ...env },
      onEvent: (event) => void said.push(JSON.stringify(event)),
    });
    said.push(JSON.stringify(outcome));
    return outcome;
  };

  it("whatever becomes of a deployment", async () => {
    const { company, config, canaries } = watched;
    expect((await run(preview)).status).toBe("succeeded");
    company.emulator.addFault({ kind: "forbidden", match: { path: "/Versions" }, count: 2 });
    expect((await run(up)).status).toBe("failed");
    expect((await run(up, { ...config, "twilio:apiSecret": `${canaries.apiSecret}-not` })).status).toBe(
      "failed",
    );
    if (isLinux) {
      const crashed = run(up);
      await crash(watched, await underWay(watched, crashed));
      expect((await crashed).status).toBe("failed");
      company.emulator.clearFaults();
    }
    expect((await run(up)).status).toBe("succeeded");

    company.write("destinations/trunk.yaml", trunk("sip:night@pbx.example.com"));
    const changed = { ...config, "handoffs:pbxPassword": canaries.newSipPassword };
    const { steps } = await run(preview, changed);
    const router = steps.find(({ name }) => name === "router");
    expect(Object.keys(router?.detailedDiff ?? {}).sort()).toEqual(["routes.trunk.to.uri", "secrets"]);
    for (const operation of [up, refresh, destroy])
      expect((await run(operation, changed)).status).toBe("succeeded");
    expect(watched.said.join("\n")).toContain("twilio: POST /v1/Services");
    expectSilence(watched, ["twilio", "dist", "node_modules"]);
  });
});

describe.skipIf(!hasPulumi || !isLinux)("no secret is said by the pulumi CLI", { timeout: 180_000 }, () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await open();
  });
  afterAll(() => watched.company.close());

  it("whatever becomes of a deployment", async () => {
    const { company, config, canaries, env, said } = watched;
    const engine = pulumiEngine(company, env);
    const { cli, spawnUp, recover } = engine;
    const run = async (...args: readonly string[]) => {
      const { succeeded, text } = await cli(...args);
      said.push(text);
      return succeeded;
    };
    const deploy = () => run("up", "--yes", "--diff");
    expect((await engine.preview()).succeeded).toBe(false);
    for (const [key, value] of Object.entries(config))
      expect(await run("config", "set", "--secret", key, value)).toBe(true);
    company.emulator.addFault({ kind: "forbidden", match: { path: "/Versions" }, count: 2 });
    expect(await deploy()).toBe(false);
    const crashed = spawnUp();
    const ended = once(crashed, "exit");
    await crash(watched, await underWay(watched, ended));
    await ended;
    company.emulator.clearFaults();
    await recover();
    expect(await deploy()).toBe(true);
    company.write("destinations/trunk.yaml", trunk("sip:night@pbx.example.com"));
    await cli("config", "set", "--secret", "handoffs:pbxPassword", canaries.newSipPassword);
    expect(await run("preview", "--diff")).toBe(true);
    expect(said.at(-1)).toContain("sip:night@pbx.example.com");
    expect(await deploy()).toBe(true);
    expect(await run("refresh", "--yes", "--diff")).toBe(true);
    expect(await run("stack", "export")).toBe(true);
    expect(await run("destroy", "--yes", "--diff")).toBe(true);
    expectSilence(watched, ["twilio", "dist", "node_modules"]);
    expect(readFileSync(join(company.root, "Pulumi.local.yaml"), "utf8")).toContain("secure:");
  });
});
