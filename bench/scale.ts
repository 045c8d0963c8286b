import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Calls, startCloud } from "./cloud.ts";
import { ours } from "./deploy.ts";
import { generateProject } from "./project.ts";

/** A project of as many documents as one build holds: 1,000 protected Assets, four of them not a destination's. */
export const most = { destinations: 996, numbers: 500 } as const;

export interface Scale extends Calls {
  readonly run: string;
  readonly seconds: number;
  /** Peak memory of the provider and of the program, in megabytes; 0 where there is no /proc. */
  readonly provider: number;
  readonly program: number;
  /** Bytes of the stack's state. */
  readonly state: number;
}

/** Deploys the largest project, then nothing, then looks at all of it. */
export async function measureScale(): Promise<readonly Scale[]> {
  const project = generateProject(most.destinations, most.numbers);
  const cloud = await startCloud(join(project.root, "twilio"));
  await cloud.own(project.numbers);
  const { deploy, reread } = ours(project, cloud);
  const measure = async (run: string, work: () => Promise<void>): Promise<Scale> => {
    const memory = watchMemory();
    const counted = await cloud.count(work);
    const state = statSync(join(project.root, "stack.json")).size;
    return { run, ...counted, ...memory.end(), state };
  };
  try {
    return [
      await measure("create", deploy),
      await measure("nothing changed", deploy),
      await measure("refresh", reread),
    ];
  } finally {
    await cloud.close();
    project.remove();
  }
}

/** The high-water marks of the engine's children while a run lasts. */
function watchMemory() {
  const peaks = { provider: 0, program: 0 };
  const commands = { provider: "pulumi-resource-twilio", program: "@pulumi/pulumi/cmd/run" } as const;
  const look = (): void => {
    if (process.platform !== "linux") return;
    for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
      try {
        const status = readFileSync(`/proc/${name}/status`, "utf8");
        if (!status.includes(`PPid:\t${process.pid}\n`)) continue;
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
        const megabytes = Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
        for (const which of ["provider", "program"] as const)
          if (command.includes(commands[which])) peaks[which] = Math.max(peaks[which], megabytes);
      } catch {
        // It ended meanwhile.
      }
    }
  };
  const timer = setInterval(look, 100);
  return {
    end: () => {
      clearInterval(timer);
      return peaks;
    },
  };
}
