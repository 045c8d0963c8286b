import { watch } from "node:fs";
import { join } from "node:path";
import { type Status, status, UsageError } from "../../../src/cli/status.ts";
import { ownNumbers, standIn } from "../account.ts";
import { runningOrigin, serve as startServing } from "../cloud.ts";
import { passphrase } from "../stack.ts";
import { openWorkspace } from "../workspace.ts";

export interface ServeOptions {
  readonly dir?: string;
  readonly port: number;
  /** What answers here for the agent's host. */
  readonly agent?: string;
}

/** `handoffs local serve`: the emulator for the pulumi CLI and for anything else, until it is interrupted. */
export async function serve({ dir, port, agent }: ServeOptions): Promise<Status> {
  const workspace = openWorkspace(dir);
  if (!workspace) return status.problems;
  if (agent !== undefined && workspace.plan.agent === undefined)
    throw new UsageError(
      "The local environment has no agent: name its webhook as `agent.url` in handoffs.yaml.",
    );
  const running = await runningOrigin(workspace);
  if (running !== undefined) throw new UsageError(`The emulator of this project already runs at ${running}.`);
  const cloud = await startServing(workspace, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new UsageError(
        `Port ${port} is taken. Name another with --port, and set twilio:endpoint of the stack to it.`,
      );
    throw error;
  });
  await ownNumbers(cloud, workspace.plan);
  if (agent !== undefined) await standIn(cloud, new URL(workspace.plan.agent?.url ?? agent).host, agent);
  const watcher = watch(join(workspace.root, "numbers"), { persistent: false }, () => {
    // A file half-written has problems; the next event brings it whole.
    const changed = openWorkspace(workspace.root);
    if (changed)
      ownNumbers(cloud, changed.plan).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  });
  process.stdout.write(
    `Twilio answers at ${cloud.origin}/{product} until you press Ctrl-C.\n\n${usage(cloud.origin, port)}`,
  );
  await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  watcher.close();
  await cloud.close();
  return status.clean;
}

/** The port that Pulumi.local.yaml has. */
export const usualPort = 4010;

function usage(origin: string, port: number): string {
  const endpoint =
    port === usualPort ? "" : `  pulumi config set twilio:endpoint '${origin}/{product}' --stack local\n`;
  return `In another terminal, with the pulumi CLI:
  export PULUMI_BACKEND_URL=file://~ PULUMI_CONFIG_PASSPHRASE=${passphrase}
  pulumi stack init local
${endpoint}  pulumi up --stack local
Or without it:
  npx handoffs local up
`;
}
