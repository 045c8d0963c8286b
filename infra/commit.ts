import { execFileSync } from "node:child_process";
import { folders, projectFile } from "../src/source/source.ts";

/** Where a CI system says which commit it has checked out: GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins. */
const variables = [
  "GITHUB_SHA",
  "CI_COMMIT_SHA",
  "BUILD_SOURCEVERSION",
  "BITBUCKET_COMMIT",
  "CIRCLE_SHA1",
  "GIT_COMMIT",
];

/** What a plan is made of: stack settings and build output may differ. */
const routing = [projectFile, ...Object.values(folders)];

/**
 * The id of the commit that a folder's files are of, with `-dirty` after it where some are not committed. Where Git
 * does not say, a CI system may; undefined where neither does.
 */
export function commitOf(root: string): string | undefined {
  const git = (...args: readonly string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const commit = git("rev-parse", "HEAD");
    return git("status", "--porcelain", "--", ...routing) === "" ? commit : `${commit}-dirty`;
  } catch {
    return variables.map((name) => process.env[name]).find((id) => /^[0-9a-f]{40,64}$/.test(id ?? ""));
  }
}
