import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openProject, planFor, validCatalog } from "../../src/cli/project.ts";
import { local } from "../../src/plan/environment.ts";
import type { Plan } from "../../src/plan/plan.ts";

/** A project with its plan for `local`, and where its local cloud is kept. */
export interface Workspace {
  readonly root: string;
  readonly plan: Plan;
  /** The emulator's state. */
  readonly twilioDirectory: string;
  /** The stack, in `pulumi stack export` form. */
  readonly stateFile: string;
  /** Where a running `handoffs local serve` says that it runs. */
  readonly serveFile: string;
}

/** Opens a project; undefined when its files have problems, which are then on stderr. */
export function openWorkspace(dir: string | undefined): Workspace | undefined {
  const project = openProject(dir);
  const catalog = validCatalog(project);
  if (!catalog) return undefined;
  const folder = join(project.root, ".handoffs", "local");
  mkdirSync(folder, { recursive: true });
  return {
    root: project.root,
    plan: planFor(catalog, local).plan,
    twilioDirectory: join(folder, "twilio"),
    stateFile: join(folder, "stack.json"),
    serveFile: join(folder, "serve.json"),
  };
}
