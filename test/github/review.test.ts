import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addCompany, openRepository, type Repository, worldOf } from "./repository.ts";
import { composite, type Run, run, workflow } from "./runner.ts";
import { repository, type StandIn, startStandIn } from "./stand-in.ts";

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

const mark = "<!-- handoffs diff -->\n";
const unmasked = /\+\d{9,}/;

const ours = { full_name: repository };
const fork = { full_name: "stranger/support" };

/** The job of a pull request, whose merge is checked out. */
function review(head: object = ours): Promise<Run> {
  const pull_request = { number: 7, head: { repo: head } };
  const forked = String(head === fork);
  const steps = workflow("review").jobs.callers?.steps ?? [];
  return run(steps, worldOf(repo, github, { github: { event: { pull_request } }, env: { FORK: forked } }));
}

/** Our action alone, for one environment. */
async function reviewLive(): Promise<Run> {
  const pull_request = { number: 7, head: { repo: ours } };
  const inputs = { command: "node dist/cli/index.js", environments: "live", sarif: "true" };
  return (await composite(inputs, worldOf(repo, github, { github: { event: { pull_request } } }))).run;
}

/** A base with the sample company, and a merge that changes it. */
function merged(change: () => void): void {
  addCompany(repo);
  repo.commit();
  change();
  repo.commit();
}

const retarget = () => repo.edit("destinations/billing.yaml", "+442079460123", "+442079460124");

describe("a pull request", () => {
  it("has one comment, which is changed in place", async () => {
    merged(retarget);
    const user = { login: "mallory" };
    github.comments.push({ id: 1, number: 7, user, body: `${mark}All is well.`, state: "open" });
    const first = await review();
    expect(first.failed, first.log).toBe(false);
    expect(github.writes).toEqual(["POST issues/7/comments"]);
    const body = github.comments[1]?.body ?? "";
    expect(body.startsWith(mark)).toBe(true);
    expect(body).toContain("billing");
    expect(body.match(/^<!-- handoffs digest ([\w-]+) [0-9a-f]{64} -->$/gm)).toHaveLength(3);
    expect(first.summary).toContain("billing");
    expect(first.log).toContain("Every call of the coming year in live");

    repo.edit("destinations/sales.yaml", "+442079460200", "+442079460201");
    repo.git("add", ".");
    repo.git("commit", "--quiet", "--amend", "--no-edit");
    await reviewLive();
    await reviewLive();
    expect(github.writes).toEqual(["POST issues/7/comments", "PATCH issues/comments/1001"]);
    expect(github.comments[1]?.body).toContain("sales");

    for (const text of [first.log, first.summary, body]) expect(text).not.toMatch(unmasked);
  });

  it("that brings the first project shows all of it as new", async () => {
    repo.commit();
    addCompany(repo);
    repo.commit();
    const done = await reviewLive();
    expect(done.failed, done.log).toBe(false);
    expect(github.comments[0]?.body).toContain("billing");
  });

  it("with mistakes gets them at their lines, and the comment says that nothing can be told", async () => {
    merged(() => repo.edit("destinations/billing.yaml", '"+442079460123"', "+442079460123"));
    const done = await reviewLive();
    expect(done.failed).toBe(true);
    expect(done.log).toMatch(/^::error .*file=destinations\/billing\.yaml,line=4,/m);
    expect(done.log).not.toMatch(unmasked);
    expect(github.comments[0]?.body).toContain("is unknown: the files have problems");
    expect(done.used.map(({ action }) => action.split("@")[0])).toContain(
      "github/codeql-action/upload-sarif",
    );
  });

  it("beyond the policy fails, and still says what changes", async () => {
    merged(() => {
      repo.edit("handoffs.yaml", "maxDestinationsRetargeted: 10", "maxDestinationsRetargeted: 0");
      retarget();
    });
    const done = await reviewLive();
    expect(done.failed).toBe(true);
    expect(github.comments[0]?.body).toContain("Beyond the policy");
  });

  it("that was checked out without its base is told how", async () => {
    addCompany(repo);
    repo.commit();
    const done = await reviewLive();
    expect(done.failed).toBe(true);
    expect(done.log).toContain('"HEAD^1" is neither a Git revision nor a folder');
  });
});

describe("a pull request from a fork", () => {
  const comment = (commit: string) =>
    run(workflow("review-comment").jobs.comment?.steps ?? [], {
      ...worldOf(repo, github, {
        github: {
          event: {
            workflow_run: {
              id: 1,
              head_sha: commit,
              head_branch: "patch",
              head_repository: { owner: { login: "stranger" } },
            },
          },
        },
      }),
    });

  /** What the artifact actions would do. */
  function handOver(done: Run): void {
    const upload = done.used.find(({ action }) => action.startsWith("actions/upload-artifact@"));
    const folder = join(repo.root, "temp", "fork");
    mkdirSync(folder, { recursive: true });
    copyFileSync(upload?.with.path ?? "", join(folder, "handoffs-diff.md"));
  }

  it("writes nothing itself; the other run comments for it", async () => {
    merged(() => {
      retarget();
      repo.edit("destinations/billing.yaml", "Billing support", "Billing @acme/everybody");
    });
    const done = await review(fork);
    expect(done.failed, done.log).toBe(false);
    expect(github.writes).toEqual([]);
    expect(done.used.map(({ action }) => action)).not.toContainEqual(expect.stringContaining("codeql"));
    expect(done.summary).toContain("billing");
    handOver(done);

    const head = { label: "stranger:patch", sha: "5".repeat(40) };
    github.pulls.push({ number: 9, state: "open", head, merge_commit_sha: "" });
    const older = await comment("6".repeat(40));
    expect(older.failed, older.log).toBe(false);
    expect(github.writes).toEqual([]);
    const other = await comment(head.sha);
    expect(other.failed, other.log).toBe(false);
    expect(github.writes).toEqual(["POST issues/9/comments"]);
    const { body = "" } = github.comments[0] ?? {};
    expect(body).toContain("> From a fork");
    expect(body).not.toMatch(/@\w/);
  });
});
