/** The processes that a run starts: their lines are handed on, their ids recorded, none survives the run. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface Ending {
  readonly code: number | null;
  /** A sentence part: `exited with code 1`, `was ended by SIGKILL`, `could not be started: …`. */
  readonly how: string;
}

export interface Child {
  readonly ended: Promise<Ending>;
  /** The last lines of standard error, for messages. */
  lastWords(): string;
  /** Asks with `signal`, then insists after `patience` milliseconds. */
  end(signal: NodeJS.Signals, patience: number): Promise<void>;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (text: string, stream: "stdout" | "stderr") => void;
  /** Is told the id before anything else can happen. */
  readonly adopt: (pid: number) => void;
}

const wordsKept = 30;

/** What ends the children that are left when this process exits in the middle of a run. */
const endings = new Set<() => void>();
process.on("exit", () => {
  for (const end of endings) end();
});

export function startChild({ command, args, directory, env, onLine, adopt }: Launch): Child {
  const child = spawn(command, args, {
    cwd: directory,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // Away from the terminal's process group: on Ctrl-C the engine decides what ends when.
    detached: process.platform !== "win32",
    windowsHide: true,
    shell: command.endsWith(".cmd"),
  });
  if (child.pid !== undefined) adopt(child.pid);
  const words: string[] = [];
  lines(child.stdout, (text) => onLine(text, "stdout"));
  lines(child.stderr, (text) => {
    words.push(text);
    if (words.length > wordsKept) words.shift();
    onLine(text, "stderr");
  });
  const ended = ending(child);
  const kill = (signal: NodeJS.Signals): void => signalGroup(child, signal);
  const dieWithUs = () => kill("SIGKILL");
  endings.add(dieWithUs);
  void ended.then(() => endings.delete(dieWithUs));
  return {
    ended,
    lastWords: () => words.join("\n"),
    async end(signal, patience) {
      kill(signal);
      const insist = setTimeout(() => kill("SIGKILL"), patience);
      await ended;
      clearTimeout(insist);
    },
  };
}

function lines(stream: Readable, take: (text: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);
}

/** With whatever it has started itself. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal); // Its group may not exist yet.
  }
}

/** Waits for the rest of its output, but not for somebody who has inherited the pipes. */
const outputGrace = 1000;

function ending(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, how: `could not be started: ${error.message}` }));
    child.once("exit", (code, signal) => {
      const end = { code, how: signal === null ? `exited with code ${code}` : `was ended by ${signal}` };
      const timer = setTimeout(() => resolve(end), outputGrace);
      child.once("close", () => {
        clearTimeout(timer);
        resolve(end);
      });
    });
  });
}
