import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { destinationText } from "../../../infra/local/show/trace.ts";
import { type Company, openCompany, webhooks } from "../../e2e/company.ts";
import { type Engine, embeddedEngine } from "../../e2e/engine.ts";
import { handoffsBeside } from "../../src/cli/command.ts";
import { expectShape } from "../../src/cli/shape.ts";

interface Release {
  readonly build: string;
  readonly commit: string | null;
  readonly uncommitted: boolean;
  readonly live: boolean;
  readonly kept: boolean;
}

let company: Company;
let engine: Engine;
beforeAll(async () => {
  company = await openCompany({ buildTime: 0 });
  engine = embeddedEngine(company);
  mkdirSync(join(company.root, ".handoffs", "local"), { recursive: true });
  writeFileSync(
    join(company.root, ".handoffs", "local", "serve.json"),
    JSON.stringify({ origin: company.emulator.origin }),
  );
  writeFileSync(
    join(company.root, ".gitignore"),
    "/*\n!/destinations\n!/numbers\n!/schedules\n!/handoffs.yaml\n",
  );
  git("init", "--quiet");
});
afterAll(() => company.close());

const git = (...args: readonly string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
    cwd: company.root,
    encoding: "utf8",
  }).trim();

/** Commits what there is and deploys it; gives the commit. */
async function release(): Promise<string> {
  git("add", ".");
  git("commit", "--quiet", "--message", "A change");
  await up();
  return git("rev-parse", "HEAD");
}

async function up(): Promise<void> {
  const run = await engine.up();
  expect(run.succeeded, run.text).toBe(true);
}

const command = (...args: readonly string[]) => handoffsBeside([...args, "--env", "local"], company.root);

async function releases(): Promise<readonly Release[]> {
  const { stdout } = await command("releases", "--json");
  return (expectShape("releases", stdout) as { readonly releases: readonly Release[] }).releases;
}

const builds = async (): Promise<readonly string[]> => (await releases()).map(({ build }) => build);

/** The service's SID and that of its environment. */
async function sids() {
  const service = await company.twilio("/serverless/v1/Services/handoffs-acme-support-local");
  const { environments } = await company.twilio(`/serverless/v1/Services/${service.sid}/Environments`);
  const [environment] = environments as readonly { readonly sid: string; readonly domain_name: string }[];
  return { service: `/serverless/v1/Services/${service.sid}`, ...environment };
}

async function removed(path: string): Promise<void> {
  const { apiKey, apiSecret } = company.emulator.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  await fetch(`${company.emulator.origin}${path}`, { method: "DELETE", headers: { authorization } });
}

async function reached(destination: string): Promise<string | undefined> {
  const { domain_name } = await sids();
  const url = `https://${domain_name}/handoffs/${destination}.xml`;
  const { events } = await company.emulator.placeCall({ url, method: "GET" });
  const leg = events.find((event) => event.kind === "leg");
  return leg?.kind === "leg" ? destinationText(leg.destination) : undefined;
}

// One company, and what becomes of it: each deployment takes a second or two.
describe.sequential("the releases of a company", { timeout: 120_000 }, () => {
  it("lists what was deployed, and refuses what is not there, not complete or not a build", async () => {
    expect((await command("releases")).stdout).toBe("Nothing was deployed to local yet.\n");
    const nothing = await command("rollback", `ZB${"0".repeat(32)}`);
    expect(nothing).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Nothing was deployed to local yet."),
    });
    const commit = await release();
    const [live = ""] = await builds();
    const listed = await command("releases");
    expect({ ...listed, stdout: listed.stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, "TIME") }).toEqual({
      status: 0,
      stdout: `Releases to local, the latest first\n\nlive  TIME  ${live}  commit ${commit.slice(0, 12)}\n`,
      stderr: "",
    });
    const { service } = await sids();

    const typo = await command("rollback", "latest");
    expect(typo).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"latest" is no build: expected ZB'),
    });

    const foreign = await company.twilio("/serverless/v1/Services", {
      UniqueName: "other",
      FriendlyName: "Other",
    });
    const { asset_versions } = await company.twilio(`${service}/Builds/${live}`);
    expect(asset_versions).toBeTruthy();
    for (const unknown of [`ZB${"0".repeat(32)}`, String(foreign.sid).replace("ZS", "ZB")]) {
      const { status, stderr } = await command("rollback", unknown);
      expect(status).toBe(1);
      expect(stderr).toContain(
        `has no build ${unknown}. It is of another service, or Twilio has cleared it away`,
      );
      expect(stderr).toContain("Nothing was changed.");
    }

    company.emulator.addFault({ kind: "failing-build" });
    const [version] = asset_versions as readonly { readonly sid: string }[];
    const failed = await company.twilio(`${service}/Builds`, { AssetVersions: version?.sid ?? "" });
    const broken = await command("rollback", String(failed.sid));
    expect(broken).toMatchObject({ status: 1, stderr: expect.stringContaining("it is `failed`") });

    expect(await command("rollback", live)).toMatchObject({
      status: 0,
      stdout: `Build ${live} is live in local already.\n`,
    });
    expect(await builds()).toEqual([live]);
  });

  it("puts an earlier release live again, which the stack shows as drift and the next run undoes", async () => {
    const commit = git("rev-parse", "HEAD");
    company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
    await company.takeCalls();
    await up();
    expect((await company.takeCalls()).total).toBeLessThanOrEqual(5);
    const [latest, original] = await releases();
    expect([latest, original]).toMatchObject([
      { commit, uncommitted: true, live: true, kept: true },
      { commit, uncommitted: false, live: false, kept: true },
    ]);

    await company.takeCalls();
    const { status, stdout, stderr } = await command("rollback", original?.build ?? "");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(
      `Build ${original?.build} is live in local, made of commit ${commit.slice(0, 12)}.\nIt replaces build ${latest?.build}.`,
    );
    expect((await company.takeCalls()).total).toBeLessThanOrEqual(9);
    expect(await reached("billing")).toBe("+442079460123");
    expect((await releases()).map(({ build, live }) => `${build} ${live}`)).toEqual([
      `${original?.build} true`,
      `${latest?.build} false`,
      `${original?.build} false`,
    ]);

    expect((await engine.refresh()).changes.map(({ step }) => step)).toEqual([
      "update Release release",
      "update RouterFunction router",
      "update TwimlBin handoffs/billing",
    ]);
    await up();
    expect(await reached("billing")).toBe("+442079460124");
  });

  it("refuses what would lose a caller, and a build whose parts are gone", async () => {
    const original = (await builds())[0] ?? "";
    company.write(
      "destinations/returns.yaml",
      'name: Returns\ndescription: The caller wants to send something back.\nto: "+442079460150"\n',
    );
    company.edit("numbers/recall-line.yaml", "answer: product-recall", "answer: returns");
    company.edit("numbers/recall-line.yaml", "onError: reception", "onError: returns");
    await release();
    const [latest = ""] = await builds();

    const refused = await command("rollback", original);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("recall-line asks for /handoffs/returns.xml, which build");
    expect(refused.stderr).toContain("recall-line asks for /onerror/returns.xml, which build");
    expect(refused.stderr).toContain("has no returns: calls that the agent hands there would fail.");

    const { domain_name } = await sids();
    const sid = (await webhooks(company))["+442079460002"]?.sid;
    await company.twilio(
      `/api/2010-04-01/Accounts/${company.emulator.credentials.accountSid}/IncomingPhoneNumbers/${sid}.json`,
      { VoiceUrl: `https://${domain_name}/handoffs/reception.xml`, VoiceFallbackUrl: "" },
    );
    const agent = await command("rollback", original);
    expect(agent.status).toBe(1);
    expect(agent.stderr).not.toContain("recall-line");
    expect(agent.stderr).toContain("say `--without returns`");
    expect((await releases())[0]).toMatchObject({ build: latest, live: true });

    const { status, stderr } = await command("rollback", original, "--without", "returns");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect((await releases())[0]).toMatchObject({ build: original, live: true });

    const second = git("rev-parse", "HEAD");
    const { service } = await sids();
    const { assets } = await company.twilio(`${service}/Assets?PageSize=100`);
    const returns = (assets as readonly { readonly sid: string; readonly friendly_name: string }[]).find(
      ({ friendly_name }) => friendly_name === "/handoffs/returns.xml",
    );
    await removed(`${service}/Assets/${returns?.sid}`);
    const parts = await command("rollback", latest);
    expect(parts.status).toBe(1);
    expect(parts.stderr).toContain(
      "has parts that were deleted since: /handoffs/returns.xml. Deploy its commit",
    );
    expect(parts.stderr).toContain(second);

    await removed(`${service}/Builds/${latest}`);
    expect((await releases())[1]).toMatchObject({ build: latest, commit: null, kept: false });
    expect((await command("releases")).stdout).toContain(`${latest}  gone`);
  });
});
