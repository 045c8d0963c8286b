import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Credentials, credentials } from "./twilio/credentials.ts";
import { startEmulator } from "./twilio/emulator.ts";
import type { Workspace } from "./workspace.ts";

/** An emulator that answers: one that runs already, or one of our own. */
export interface Cloud {
  readonly origin: string;
  readonly credentials: Credentials;
  /** Ends an emulator of our own; leaves another's. */
  readonly close: () => Promise<void>;
}

/** Milliseconds that a build of the emulator takes: long enough to be seen, as Twilio's are. */
const buildTime = 1200;

/** The emulator of `handoffs local serve` when it runs for this project, otherwise one that lives until `close`. */
export async function connect(workspace: Workspace): Promise<Cloud> {
  const running = await runningOrigin(workspace);
  if (running !== undefined) return { origin: running, credentials, close: async () => {} };
  const emulator = await startEmulator({ directory: workspace.twilioDirectory, buildTime });
  return { origin: emulator.origin, credentials, close: () => emulator.close() };
}

/** Starts the emulator on a port that others know, and says so to the other commands. Rejects when it runs already. */
export async function serve(workspace: Workspace, port: number): Promise<Cloud> {
  const emulator = await startEmulator({ directory: workspace.twilioDirectory, port, buildTime });
  writeFileSync(workspace.serveFile, JSON.stringify({ origin: emulator.origin }));
  return {
    origin: emulator.origin,
    credentials,
    close: async () => {
      rmSync(workspace.serveFile, { force: true });
      await emulator.close();
    },
  };
}

/** Where `handoffs local serve` answers for this project; undefined when it does not. */
export async function runningOrigin({ serveFile }: Workspace): Promise<string | undefined> {
  const origin = originIn(serveFile);
  if (origin === undefined) return undefined;
  const health = await fetch(`${origin}/emulator/health`, { signal: AbortSignal.timeout(2000) }).catch(
    () => undefined,
  );
  return health?.ok ? origin : undefined;
}

function originIn(file: string): string | undefined {
  try {
    const { origin } = JSON.parse(readFileSync(file, "utf8")) as { readonly origin?: unknown };
    return typeof origin === "string" && /^http:\/\/127\.0\.0\.1:\d+$/.test(origin) ? origin : undefined;
  } catch {
    // No server, or one that was ended while it wrote: either way there is none to be found.
    return undefined;
  }
}
