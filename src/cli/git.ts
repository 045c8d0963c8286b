import { spawnSync } from "node:child_process";
import { isRead, readEntries, readObjects, sourceInGit } from "../source/git.ts";
import { folders, projectFile, type Source } from "../source/source.ts";
import { UsageError } from "./status.ts";

/** A commit of the repository that a project is in. */
export interface Revision {
  /** As it was named, such as `main`. */
  readonly name: string;
  /** The commit's full name. */
  readonly commit: string;
}

/** Output of one command: the files of a large project. */
const maxBuffer = 1 << 30;

/**
 * The commit that a revision names; `REF...` is where the current branch left REF. Undefined when nothing has that
 * name, a UsageError where there is no Git, no repository, or no such history in this clone.
 */
export function revisionIn(root: string, name: string): Revision | undefined {
  inRepository(root);
  // No revision begins with a hyphen (https://git-scm.com/docs/git-check-ref-format), and an option must not.
  if (name.startsWith("-") || name === "" || name.includes("\0")) return undefined;
  const branch = name.endsWith("...") ? name.slice(0, -"...".length) : undefined;
  const tip = resolve(root, branch ?? name);
  if (tip === undefined || branch === undefined) return tip === undefined ? undefined : { name, commit: tip };
  const { status, stdout } = git(root, ["merge-base", tip, "HEAD"]);
  const commit = text(stdout);
  if (status !== 0 || commit === "")
    throw new UsageError(`${branch} and HEAD have no common ancestor here.${missingHistory(root)}`);
  return { name, commit };
}

/** Why a revision may be unknown, and what to do: the end of a message. */
export function missingHistory(root: string): string {
  const { stdout } = git(root, ["rev-parse", "--is-shallow-repository"]);
  return text(stdout) === "true"
    ? " This clone is shallow: get the rest of the history with `git fetch --unshallow` (actions/checkout: `fetch-depth: 0`)."
    : " See `git branch --all` for what there is; `git fetch` gets what is new.";
}

/** The project's files as a commit has them; undefined when it has no such project. */
export function readRevision(root: string, { commit }: Revision): Source | undefined {
  const listed = git(root, [
    "ls-tree",
    "-r",
    "-l",
    "-z",
    commit,
    "--",
    projectFile,
    ...Object.values(folders),
  ]);
  if (listed.status !== 0) throw new UsageError(`Git cannot read ${commit}: ${text(listed.stderr)}`);
  const entries = readEntries(listed.stdout.toString("utf8"));
  if (!entries.some(({ path }) => path === projectFile)) return undefined;
  const wanted = [...new Set(entries.filter(isRead).map(({ object }) => object))];
  const objects = git(root, ["cat-file", "--batch"], `${wanted.join("\n")}\n`);
  if (objects.status !== 0) throw new UsageError(`Git cannot read ${commit}: ${text(objects.stderr)}`);
  return sourceInGit(entries, readObjects(objects.stdout));
}

function inRepository(root: string): void {
  const { status, stderr } = git(root, ["rev-parse", "--git-dir"]);
  if (status === 0) return;
  throw new UsageError(
    `${root} is in no Git repository that can be read (${text(stderr).split("\n")[0]}). Compare with a folder instead: handoffs diff FOLDER.`,
  );
}

function resolve(root: string, name: string): string | undefined {
  const { status, stdout } = git(root, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  const commit = text(stdout);
  return status === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

/** Asks for nothing, fetches nothing, writes nothing; inside a hook, too, the repository is the project's own. */
function git(root: string, args: readonly string[], input = "") {
  const { GIT_DIR: _d, GIT_WORK_TREE: _w, GIT_INDEX_FILE: _i, GIT_PREFIX: _p, ...inherited } = process.env;
  const env = {
    ...inherited,
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
  const result = spawnSync("git", args, { cwd: root, env, input, maxBuffer });
  if (result.error && "code" in result.error && result.error.code === "ENOENT")
    throw new UsageError(
      "git is not on PATH, and a revision is read with it. Install it, or compare with a folder: handoffs diff FOLDER.",
    );
  if (result.error) throw result.error;
  return result;
}

function text(output: Uint8Array): string {
  return new TextDecoder().decode(output).trim();
}
