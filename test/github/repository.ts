import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRoot } from "../src/project.ts";
import type { World } from "./runner.ts";
import { repository, type StandIn, token } from "./stand-in.ts";

/** A repository that is checked out as GitHub checks out a pull request: merged into its base. */
export interface Repository {
  readonly root: string;
  readonly edit: (file: string, from: string, to: string) => void;
  readonly write: (file: string, text: string) => void;
  /** Commits all there is; gives the commit. */
  readonly commit: () => string;
  readonly git: (...args: readonly string[]) => string;
  readonly remove: () => void;
}

const sample = ["destinations", "numbers", "schedules", "handoffs.yaml"];

export function openRepository(): Repository {
  const root = mkdtempSync(join(tmpdir(), "handoffs-github-"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet", "--initial-branch", "main");
  symlinkSync(join(sampleRoot, "dist"), join(root, "dist"));
  writeFileSync(join(root, ".gitignore"), "/dist\n/temp\n");
  symlinkSync(join(sampleRoot, ".github"), join(root, ".github"));
  return {
    root,
    git,
    write: (file, text) => writeFileSync(join(root, file), text),
    edit: (file, from, to) => {
      const text = readFileSync(join(root, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    commit: () => {
      git("add", ".");
      git("commit", "--quiet", "--allow-empty", "--message", "A change");
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The sample company's files. */
export function addCompany({ root }: Repository): void {
  for (const name of sample) cpSync(join(sampleRoot, name), join(root, name), { recursive: true });
}

/** What a step of a run in that repository sees; `contexts` go over what every run has. */
export function worldOf({ root }: Repository, github: StandIn, contexts: World["contexts"]): World {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TWILIO|PULUMI|GITHUB|CI$)/.test(name));
  return {
    workspace: root,
    temp: join(root, "temp"),
    contexts: {
      env: {},
      inputs: {},
      secrets: {},
      vars: {},
      needs: {},
      matrix: {},
      ...contexts,
      github: { repository, token, event: {}, ...(contexts.github as object) },
    },
    env: {
      ...(Object.fromEntries(inherited) as Readonly<Record<string, string>>),
      NO_COLOR: "1",
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: root,
      GITHUB_REPOSITORY: repository,
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: "https://github.example.com",
      GITHUB_RUN_ID: "42",
    },
  };
}
