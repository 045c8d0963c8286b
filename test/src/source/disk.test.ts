import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { load } from "../../../src/catalog/load.ts";
import { findRoot, readDisk } from "../../../src/source/disk.ts";
import { goodFiles } from "../project.ts";

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), "handoffs-disk-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(goodFiles)) write(root, file, text);
  return root;
}

function write(root: string, file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

/** What is said of one file or folder. */
function problemsOf(root: string, file: string): readonly string[] {
  return readDisk(root)
    .diagnostics.filter((diagnostic) => diagnostic.file === file)
    .map(({ message }) => message);
}

const billing = "destinations/billing.yaml";

describe("reading a project from disk", () => {
  it("takes every kind of file in the order of names", () => {
    const root = folder();
    write(root, "schedules/office.yaml", "timeZone: Europe/London\n");
    const { files, diagnostics } = readDisk(root);
    expect(diagnostics).toEqual([]);
    expect(files.map(({ kind, id, file }) => [kind, id, file])).toEqual([
      ["project", "handoffs", "handoffs.yaml"],
      ["destination", "billing", "destinations/billing.yaml"],
      ["destination", "sales", "destinations/sales.yaml"],
      ["number", "main-line", "numbers/main-line.yaml"],
      ["schedule", "office", "schedules/office.yaml"],
    ]);
  });

  it("finds the root upwards", () => {
    const root = folder();
    expect(findRoot(join(root, "destinations"))).toBe(root);
    expect(findRoot(tmpdir())).toBeUndefined();
  });

  it("takes a byte order mark and Windows line ends as they are meant", () => {
    const root = folder();
    for (const [file, text] of Object.entries(goodFiles))
      write(root, file, `\uFEFF${text.replaceAll("\n", "\r\n")}`);
    expect(load(readDisk(root)).diagnostics).toEqual([]);
  });

  it("refuses Latin-1, UTF-16 and NUL bytes", () => {
    const root = folder();
    write(root, billing, Buffer.from("name: Büro\n", "latin1"));
    expect(problemsOf(root, billing)).toEqual(["The file is not UTF-8 text. Save it as UTF-8."]);
    write(root, billing, Buffer.from("\uFEFFname: Billing\n", "utf16le"));
    expect(problemsOf(root, billing)).toEqual(["The file is not UTF-8 text. Save it as UTF-8."]);
    write(root, billing, "name: Bill\0ing\n");
    expect(problemsOf(root, billing)).toEqual([
      "The file holds a NUL byte: it is no text. Save it as UTF-8.",
    ]);
  });

  it("refuses 10 MB", () => {
    const root = folder();
    write(root, billing, "#".repeat(10_000_000));
    expect(problemsOf(root, billing)).toEqual(["The file has 10000000 bytes; at most 100000 are read."]);
  });

  it("reports a folder that is named like a file, and a file like a folder", () => {
    const root = folder();
    mkdirSync(join(root, "destinations", "x.yaml"));
    write(root, "schedules", "");
    expect(problemsOf(root, "destinations/x.yaml")).toEqual([
      "Expected a file here, found something else (a folder?).",
    ]);
    expect(problemsOf(root, "schedules")).toEqual(["The folder cannot be read: it is a file."]);
  });

  it("reports files that it would not read", () => {
    const root = folder();
    write(root, "destinations/late.yml", "");
    write(root, "numbers/readme.md", "");
    write(root, "numbers/.gitkeep", "");
    expect(readDisk(root).diagnostics.map(({ file }) => file)).toEqual([
      "destinations/late.yml",
      "numbers/readme.md",
    ]);
  });

  it.skipIf(process.platform === "win32")("reports links that run in a circle or lead nowhere", () => {
    const root = folder();
    symlinkSync("b.yaml", join(root, "destinations", "a.yaml"));
    symlinkSync("a.yaml", join(root, "destinations", "b.yaml"));
    symlinkSync("missing", join(root, "destinations", "c.yaml"));
    symlinkSync("schedules", join(root, "schedules"));
    expect(problemsOf(root, "destinations/a.yaml")).toEqual([
      "The file cannot be read: its links run in a circle.",
    ]);
    expect(problemsOf(root, "destinations/c.yaml")).toEqual([
      "The file cannot be read: there is none (or its link leads nowhere).",
    ]);
    expect(problemsOf(root, "schedules")).toEqual(["The folder cannot be read: its links run in a circle."]);
  });

  it.skipIf(process.platform === "win32")("finds a root whose own file is a broken link", () => {
    const root = folder();
    rmSync(join(root, "handoffs.yaml"));
    symlinkSync("handoffs.yaml", join(root, "handoffs.yaml"));
    expect(findRoot(root)).toBe(root);
    expect(problemsOf(root, "handoffs.yaml")).toEqual([
      "The file cannot be read: its links run in a circle.",
    ]);
  });

  it.skipIf(process.platform === "win32")("never opens a pipe, which would wait for a writer", () => {
    const root = folder();
    expect(spawnSync("mkfifo", [join(root, "destinations", "pipe.yaml")]).status).toBe(0);
    expect(problemsOf(root, "destinations/pipe.yaml")).toEqual([
      "Expected a file here, found something else (a folder?).",
    ]);
  });

  // Root reads everything.
  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "reports what it has no right to read",
    () => {
      const root = folder();
      chmodSync(join(root, billing), 0);
      expect(problemsOf(root, billing)).toEqual(["The file cannot be read: permission denied."]);
      chmodSync(join(root, "numbers"), 0);
      onTestFinished(() => chmodSync(join(root, "numbers"), 0o700));
      expect(problemsOf(root, "numbers")).toEqual(["The folder cannot be read: permission denied."]);
    },
  );
});
