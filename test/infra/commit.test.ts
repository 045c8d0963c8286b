import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { commitOf } from "../../infra/commit.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "handoffs-commit-"));
  vi.stubEnv("GITHUB_SHA", undefined);
  vi.stubEnv("GIT_CEILING_DIRECTORIES", tmpdir());
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const git = (...args: readonly string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
    cwd: root,
    encoding: "utf8",
  }).trim();

function committed(): string {
  git("init", "--quiet");
  writeFileSync(join(root, "handoffs.yaml"), "project: acme\n");
  git("add", ".");
  git("commit", "--quiet", "--message", "First");
  return git("rev-parse", "HEAD");
}

it("is what Git has checked out", () => {
  expect(commitOf(root)).toBeUndefined();
  const commit = committed();
  expect(commitOf(root)).toBe(commit);
});

it("says that destinations were changed or added, but not that anything else was", () => {
  const commit = committed();
  writeFileSync(join(root, "Pulumi.live.yaml"), "");
  expect(commitOf(root)).toBe(commit);
  mkdirSync(join(root, "destinations"));
  writeFileSync(join(root, "destinations", "billing.yaml"), "");
  expect(commitOf(root)).toBe(`${commit}-dirty`);
});

it("is what a CI system says where there is no repository", () => {
  vi.stubEnv("GITHUB_SHA", "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  expect(commitOf(root)).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  vi.stubEnv("GITHUB_SHA", "main");
  expect(commitOf(root)).toBeUndefined();
});

it("is unknown in a repository without a commit", () => {
  git("init", "--quiet");
  expect(commitOf(root)).toBeUndefined();
});
