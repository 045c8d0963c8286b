import { basename, join, resolve } from "node:path";
import { version } from "../../package.json";
import { newProject } from "../init/files.ts";
import { projectName } from "../init/name.ts";
import { print } from "./print.ts";
import { type Status, status, UsageError } from "./status.ts";
import { writeAll } from "./write.ts";

/** `handoffs init [DIR]`: writes a new project, and nothing over anything. */
export function init(dir = "."): Status {
  const root = resolve(dir);
  const written = writeAll(root, newProject(projectName(basename(root)), version));
  if ("problem" in written) throw new UsageError(written.problem);
  print(written.files.map((file) => `${join(dir, file)}\n`).join(""));
  print(next(dir, written.kept), "stderr");
  return status.clean;
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
