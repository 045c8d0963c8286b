/** Runs the Pulumi program with the SDK's own launcher. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { type Child, type Launch, startChild } from "../process/child.ts";
import type { Config, Project } from "../project.ts";
import { preload } from "./preload.ts";

export interface ProgramLaunch extends Pick<Launch, "adopt"> {
  readonly project: Project;
  readonly stack: string;
  readonly config: Config;
  readonly dryRun: boolean;
  readonly engineAddress: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (text: string) => void;
}

/** Exit code with which the SDK says that it has logged the error itself. */
export const alreadyReported = 32;

export function startProgram(launch: ProgramLaunch): Child {
  const { project, stack, config, dryRun, engineAddress, env, onLine, adopt } = launch;
  const text = Object.fromEntries([...config].map(([key, value]) => [key, value.text]));
  const secretKeys = [...config].flatMap(([key, value]) => (value.secret ? [key] : []));
  const args = [
    ...["--import", preload],
    ...project.nodeArguments,
    launcher(project.directory),
    ...["--monitor", engineAddress, "--engine", engineAddress],
    ...["--organization", "organization", "--project", project.name, "--stack", stack],
    ...["--root-directory", project.root, "--pwd", project.directory],
    ...["--parallel", String(parallelRegistrations)],
    ...(dryRun ? ["--dry-run"] : []),
    project.entry,
  ];
  return startChild({
    command: process.execPath,
    args,
    directory: project.directory,
    env: {
      ...env,
      PULUMI_CONFIG: JSON.stringify(text),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: String(project.typescript),
    },
    onLine,
    adopt,
  });
}

/** More than one makes the SDK register independent resources at once; the engine bounds them itself. */
const parallelRegistrations = 16;

function launcher(directory: string): string {
  try {
    return createRequire(join(directory, "index.js")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new Problem(`@pulumi/pulumi is not installed where ${directory} could find it: run npm install.`);
  }
}
