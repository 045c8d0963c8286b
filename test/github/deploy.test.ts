import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../infra/local/twilio/emulator.ts";
import { hasPulumi } from "../e2e/engine.ts";
import { handoffsBeside } from "../src/cli/command.ts";
import { sampleRoot } from "../src/project.ts";
import { evaluate } from "./expression.ts";
import { addCompany, openRepository, type Repository, worldOf } from "./repository.ts";
import { type Run, run, type Step, workflow } from "./runner.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

let repo: Repository;
let github: StandIn;
beforeEach(async () => {
  repo = openRepository();
  github = await startStandIn();
});
afterEach(async () => {
  repo.remove();
  await github.close();
});

const stepsOf = (name: string, job: string): readonly Step[] => workflow(name).jobs[job]?.steps ?? [];
const digest = "6a".repeat(32);
const commit = "5".repeat(40);
const bot = { login: "github-actions[bot]" };

describe("what a pull request has shown", () => {
  const world = (event_name: string) => {
    const { env, ...rest } = worldOf(repo, github, { github: { event_name, sha: commit } });
    return { ...rest, env: { ...env, GITHUB_SHA: commit } };
  };
  const reviewed = (event: string) => run(stepsOf("deploy", "reviewed"), world(event));

  /** The outputs of the job, as the next jobs get them. */
  const outputs = ({ outputs: steps }: Run) =>
    Object.fromEntries(
      Object.entries(workflow("deploy").jobs.reviewed?.outputs ?? {}).map(([name, text]) => [
        name,
        evaluate(text.replace(/^\$\{\{(.*)\}\}$/, "$1"), { steps }).coerceString(),
      ]),
    );

  const comment = (user = bot) =>
    github.comments.push({
      id: 1,
      number: 7,
      user,
      body: `<!-- handoffs diff -->\n<!-- handoffs digest sandbox ${digest} -->\n<!-- handoffs digest live ${digest} -->\n### No change`,
      state: "open",
    });
  const pull = () =>
    github.pulls.push({
      number: 7,
      state: "closed",
      head: { label: "acme:patch", sha: "1".repeat(40) },
      merge_commit_sha: commit,
    });

  it("is what may be deployed", async () => {
    pull();
    comment();
    const done = await reviewed("push");
    expect(done.failed, done.log).toBe(false);
    expect(outputs(done)).toEqual({ sandbox: digest, "pre-release": "", live: digest });
  });

  it("is missed where nobody opened one, and where the comment is not the workflow's own", async () => {
    const none = await reviewed("push");
    expect(none.failed).toBe(true);
    expect(none.log).toContain(`${commit} is of no pull request, so nobody has reviewed what it changes.`);
    pull();
    comment({ login: "mallory" });
    const forged = await reviewed("push");
    expect(forged.failed).toBe(true);
    expect(forged.log).toContain("Pull request #7 has no comment with what it changes.");
  });

  it("is not asked for by who starts it by hand: the plans of that commit are deployed", async () => {
    addCompany(repo);
    const done = await reviewed("workflow_dispatch");
    expect(done.failed, done.log).toBe(false);
    const all = outputs(done);
    for (const name of ["sandbox", "pre-release", "live"]) expect(all[name]).toMatch(/^[0-9a-f]{64}$/);
  });
});

it("keeps one issue of drift per environment, and closes it when nothing differs any more", async () => {
  const keep = stepsOf("drift", "drift").filter(({ run = "" }) => run.includes("issue.mjs"));
  mkdirSync(join(repo.root, "temp"));
  writeFileSync(join(repo.root, "temp", "drift.txt"), '~ voiceUrl: "a" => "b"\n```\n');
  const night = async (environment: string, drift: string) => {
    const done = await run(
      keep,
      worldOf(repo, github, {
        env: { ENVIRONMENT: environment },
        steps: { compare: { outputs: { drift } } },
      }),
    );
    expect(done.failed, done.log).toBe(false);
    return github.writes.splice(0);
  };
  expect(await night("live", "false")).toEqual([]);
  expect(await night("live", "true")).toEqual(["POST issues"]);
  expect(await night("sandbox", "true")).toEqual(["POST issues"]);
  const [live] = github.issues;
  expect(live).toMatchObject({ title: "live was changed outside of Git", state: "open" });
  expect(live?.body.match(/^```$/gm)).toHaveLength(2);
  expect(live?.body).toContain('~ voiceUrl: "a" => "b"');
  expect(live?.body).toContain("https://github.example.com/acme/support/actions/runs/42");
  expect(await night("live", "true")).toEqual([`PATCH issues/${live?.number}`]);
  expect(await night("live", "false")).toEqual([`PATCH issues/${live?.number}`]);
  expect(github.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
});

describe.skipIf(!hasPulumi)("with the pulumi CLI and an account", { timeout: 180_000 }, () => {
  const stacks = ["sandbox", "pre-release", "live"];
  let emulator: Emulator;
  let mainLine: { readonly sid: string };
  beforeEach(async () => {
    emulator = await startEmulator({ directory: join(repo.root, "temp", "twilio") });
    addCompany(repo);
    repo.edit("handoffs.yaml", "    account: AC11111111111111111111111111111111\n", "");
    for (const name of ["Pulumi.yaml", "package.json", ...stacks.map((stack) => `Pulumi.${stack}.yaml`)])
      cpSync(join(sampleRoot, name), join(repo.root, name));
    symlinkSync(join(sampleRoot, "node_modules"), join(repo.root, "node_modules"));
    writeFileSync(join(repo.root, ".gitignore"), "/dist\n/temp\n/node_modules\n");
    mkdirSync(join(repo.root, "temp", "backend"), { recursive: true });
    repo.commit();
    for (const PhoneNumber of ["+442079460701", "+442079460702"]) await numbers("", { PhoneNumber });
    mainLine = await numbers("", { PhoneNumber: "+442079460700" });
  });
  afterEach(() => emulator.close());

  const numbers = async (sid: string, form: Readonly<Record<string, string>>) => {
    const { accountSid, apiKey, apiSecret } = emulator.credentials;
    const reply = await fetch(
      `${emulator.origin}/api/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers${sid}.json`,
      {
        method: "POST",
        body: new URLSearchParams(form),
        headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
      },
    );
    return (await reply.json()) as { readonly sid: string };
  };

  function world(contexts: object) {
    const { accountSid, apiKey, apiSecret, authToken } = emulator.credentials;
    const inner = worldOf(repo, github, {
      ...contexts,
      vars: { PULUMI_BACKEND_URL: `file://${join(repo.root, "temp", "backend")}` },
      secrets: {
        PULUMI_CONFIG_PASSPHRASE: "of the test",
        TWILIO_ACCOUNT_SID: accountSid,
        TWILIO_API_KEY: apiKey,
        TWILIO_API_SECRET: apiSecret,
        TWILIO_AUTH_TOKEN: authToken,
      },
    });
    return {
      ...inner,
      env: {
        ...inner.env,
        TWILIO_ENDPOINT: emulator.endpoint,
        PULUMI_HOME: join(repo.root, "temp", "home"),
      },
    };
  }

  const deploy = (digest: string) => {
    const inputs = { environment: "sandbox", digest, refresh: false };
    return run(stepsOf("deploy-environment", "deploy"), {
      ...world({ inputs, env: workflow("deploy-environment").jobs.deploy?.env }),
    });
  };
  const drift = () => {
    const matrix = { environment: "sandbox" };
    return run(stepsOf("drift", "drift"), world({ matrix, env: { ENVIRONMENT: "sandbox" } }));
  };

  it("deploys the reviewed plan only, verifies it, and finds what is changed in the console", async () => {
    const refused = await deploy(digest);
    expect(refused.failed).toBe(true);
    expect(refused.log).toContain(`but ${digest} was expected`);

    const done = await deploy(await planDigest());
    expect(done.failed, done.log).toBe(false);
    expect(done.log).not.toMatch(/\+\d{9,}/);
    expect(done.summary).toMatch(/live {2}\S+ \S+ UTC {2}ZB[0-9a-f]{32} {2}commit [0-9a-f]{12}\n/);

    const quiet = await drift();
    expect(quiet.failed, quiet.log).toBe(false);
    expect(github.writes).toEqual([]);
    await numbers(`/${mainLine.sid}`, { VoiceUrl: "https://someone.example.com/+442079460000" });
    const found = await drift();
    expect(found.failed, found.log).toBe(false);
    expect(github.writes).toEqual(["POST issues"]);
    expect(github.issues[0]?.body).toContain("someone.example.com/+44…00");
  });

  it("previews every environment for a pull request, without credentials and without asking Twilio", async () => {
    const { env, ...rest } = worldOf(repo, github, { env: workflow("review").jobs.preview?.env });
    const home = join(repo.root, "temp", "home");
    const done = await run(stepsOf("review", "preview"), { ...rest, env: { ...env, PULUMI_HOME: home } });
    expect(done.failed, done.log).toBe(false);
    for (const stack of stacks) expect(done.log).toContain(`Previewing update (${stack})`);
    expect(done.log).not.toMatch(/\+\d{9,}/);
  });

  it("masks what a preview that fails says of the files", async () => {
    const file = join(repo.root, "destinations", "billing.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace('"+442079460123"', "+442079460123"));
    const { env, ...rest } = worldOf(repo, github, { env: workflow("review").jobs.preview?.env });
    const home = join(repo.root, "temp", "home");
    const done = await run(stepsOf("review", "preview"), { ...rest, env: { ...env, PULUMI_HOME: home } });
    expect(done.failed, done.log).toBe(true);
    expect(done.log).toContain("destinations/billing.yaml:4:5");
    expect(done.log).not.toMatch(/\+\d{9,}/);
  });

  async function planDigest(): Promise<string> {
    const { stdout } = await handoffsBeside(["plan", "--env", "sandbox", "--json"], repo.root);
    return (JSON.parse(stdout) as { readonly digest: string }).digest;
  }
});
