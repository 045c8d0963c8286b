import { lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { version } from "../../package.json";
import { kept, newProject } from "../init/files.ts";
import { projectName } from "../init/name.ts";
import { print } from "./print.ts";
import { type Status, status, UsageError } from "./status.ts";

/** `handoffs init [DIR]`: writes a new project, and nothing over anything. */
export function init(dir = "."): Status {
  const root = resolve(dir);
  const files = Object.entries(newProject(projectName(basename(root)), version));
  const there = files.map(([file]) => file).filter((file) => exists(join(root, file)));
  const inTheWay = there.filter((file) => !kept.has(file));
  if (inTheWay.length > 0)
    throw new UsageError(
      `${root} has ${inTheWay.join(", ")}, and nothing is written over anything. Choose another folder, or move ${inTheWay.length === 1 ? "it" : "them"} away.`,
    );
  const written = files.filter(([file]) => !there.includes(file));
  for (const [file, text] of written) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text, { flag: "wx" });
  }
  print(written.map(([file]) => `${join(dir, file)}\n`).join(""));
  process.stderr.write(next(dir, there));
  return status.clean;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function next(dir: string, there: readonly string[]): string {
  const keptFiles = there.length === 0 ? "" : `\nKept as they were: ${there.join(", ")}.`;
  const install = there.includes("package.json") ? "npm install handoffs" : "npm install";
  const steps = [
    ...(dir === "." ? [] : [`cd ${dir}`]),
    install,
    "npx handoffs validate",
    "npx handoffs local up",
  ];
  return `${keptFiles}\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}Then put your own numbers into destinations/ and numbers/.\n`;
}
