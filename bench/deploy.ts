import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { refresh, up } from "../infra/local/engine/engine.ts";
import { type Calls, type Cloud, startCloud } from "./cloud.ts";
import { peer } from "./peer.ts";
import { median } from "./process.ts";
import { type GeneratedProject, generateProject } from "./project.ts";
import { provider } from "./provider.ts";

/** Calls to Twilio and seconds of one run. */
export interface Measured extends Calls {
  readonly run: string;
  readonly seconds: number;
  /** The most calls that it is to take. */
  readonly budget: number;
}

/** Deploys 100 destinations and 20 existing numbers, changes one, changes nothing, refreshes. */
export async function measureDeployments(): Promise<readonly Measured[]> {
  const project = generateProject(100, 20);
  const cloud = await startCloud(join(project.root, "twilio"));
  await cloud.own(project.numbers);
  const { deploy, reread } = ours(project, cloud);
  const measure = async (run: string, budget: number, work: () => Promise<void>): Promise<Measured> => ({
    run,
    budget,
    ...(await cloud.count(work)),
  });
  try {
    const created = await measure("create", 240, deploy);
    project.retarget(42);
    const changed = await measure("change one destination", 5, deploy);
    const same = await measure("nothing changed", 0, deploy);
    const refreshed = await measure("refresh", 5, reread);
    return [created, changed, same, refreshed];
  } finally {
    await cloud.close();
    project.remove();
  }
}

/** One step done in three ways, in medians of some rounds. */
export interface Compared {
  readonly run: string;
  /** Program, engine and provider. */
  readonly ours: Timed;
  /** The provider alone, which is to Twilio's API what the deployer is. */
  readonly provider: Timed;
  readonly peer: Timed;
  /** The most that ours may take of the peer's time; undefined where it needs no time of Twilio's at all. */
  readonly limit: number | undefined;
}

type Timed = Calls & { readonly seconds: number };

/** The same 100 documents with all of ours, with our provider alone, and with Twilio's own deployer, in turn. */
export async function compareDeployments(rounds: number): Promise<readonly Compared[]> {
  const steps = { create: 0.75, "change one destination": 0.7, "nothing changed": undefined } as const;
  const found = Object.entries(steps).map(([run, limit]) => ({
    run,
    limit,
    ours: [] as Timed[],
    provider: [] as Timed[],
    peer: [] as Timed[],
  }));
  for (let round = 0; round < rounds; round++) {
    const project = generateProject(100, 0);
    const cloud = await startCloud(join(project.root, "twilio"));
    const { deploy } = ours(project, cloud);
    const alone = await provider(project.root, cloud);
    const other = peer(project.root, cloud.endpoint, "peer");
    try {
      for (const step of found) {
        if (step.run === "change one destination") project.retarget(42);
        step.ours.push(await cloud.count(deploy));
        step.provider.push(await cloud.count(alone.deploy));
        step.peer.push(await cloud.count(other));
      }
    } finally {
      await alone.close();
      await cloud.close();
      project.remove();
    }
  }
  return found.map(({ run, limit, ours, provider, peer }) => ({
    run,
    limit,
    ours: middle(ours),
    provider: middle(provider),
    peer: middle(peer),
  }));
}

/** The calls are the same each time; of the time, the median. */
const middle = (runs: readonly Timed[]): Timed => ({
  calls: runs[0]?.calls ?? 0,
  polls: runs[0]?.polls ?? 0,
  seconds: median(runs.map(({ seconds }) => seconds)),
});

/** A project's own program and provider in the embedded engine. */
export function ours(project: GeneratedProject, cloud: Cloud) {
  const { accountSid, apiKey, apiSecret } = cloud.credentials;
  writeFileSync(
    join(project.root, "Pulumi.local.yaml"),
    `config:\n  twilio:endpoint: ${cloud.endpoint}\n  twilio:accountSid: ${accountSid}\n  twilio:apiKey: ${apiKey}\n  twilio:apiSecret: ${apiSecret}\n`,
  );
  const options = {
    root: project.root,
    stack: "local",
    stateFile: join(project.root, "stack.json"),
    passphrase: "bench",
  };
  const run = (operation: typeof up) => async (): Promise<void> => {
    const outcome = await operation(options);
    if (outcome.status === "failed") throw new Error(JSON.stringify(outcome.diagnostics, undefined, 2));
  };
  return { deploy: run(up), reread: run(refresh) };
}
