import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import { sampleRoot } from "../src/project.ts";
import { type Contexts, filled, holds } from "./expression.ts";

type Texts = Readonly<Record<string, string>>;

/** A step of a job, or of a composite action. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly shell?: string;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
  readonly env?: Texts;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Texts;
  readonly env?: Texts;
  readonly outputs?: Texts;
  readonly steps?: readonly Step[];
  readonly uses?: string;
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions?: Texts;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const read = (file: string): unknown => parse(readFileSync(join(sampleRoot, file), "utf8"));
export const workflow = (name: string) => read(`.github/workflows/${name}.yml`) as Workflow;
export const action = () => read("action.yml") as Action;

/** Where steps run, and what they see. */
export interface World {
  readonly workspace: string;
  /** A folder of the job's own. */
  readonly temp: string;
  readonly contexts: Contexts;
  /** Variables of the process that GitHub or the machine gives. */
  readonly env: Texts;
}

export interface Run {
  readonly failed: boolean;
  /** Everything that was printed. */
  readonly log: string;
  /** What was written for the page of the run. */
  readonly summary: string;
  /** Actions of others, with their inputs: they are not run. */
  readonly used: readonly { readonly action: string; readonly with: Texts }[];
  readonly outputs: Readonly<Record<string, { readonly outputs: Texts; readonly outcome: string }>>;
}

/** Installing and building is what the tests themselves have done. */
const installs = /^npm ci\b.*$/gm;

/** Runs a job's steps one after the other, as GitHub's runner does: each script as it is, in a shell of its own. */
export async function run(steps: readonly Step[], world: World): Promise<Run> {
  mkdirSync(world.temp, { recursive: true });
  let result: Run = { failed: false, log: "", summary: "", used: [], outputs: {} };
  for (const step of steps) {
    const contexts = {
      ...world.contexts,
      steps: { ...(world.contexts.steps as object), ...result.outputs },
      runner: { temp: world.temp },
    };
    if (!holds(step.if, contexts, result.failed)) continue;
    const inputs = texts(step.with ?? {}, contexts);
    let outputs: Texts = {};
    let failed = false;
    if (step.uses?.startsWith("./")) {
      const inner = await composite(inputs, { ...world, contexts });
      outputs = inner.given;
      ({ failed } = inner.run);
      const { log, summary, used } = inner.run;
      result = {
        ...result,
        log: result.log + log,
        summary: result.summary + summary,
        used: [...result.used, ...used],
      };
    } else if (step.uses !== undefined)
      result = { ...result, used: [...result.used, { action: step.uses, with: inputs }] };
    else {
      const done = await script(step, { ...world, contexts });
      ({ outputs, failed } = done);
      result = { ...result, log: result.log + done.log, summary: result.summary + done.summary };
    }
    const outcome = failed ? "failure" : "success";
    result = {
      ...result,
      failed: result.failed || (failed && step["continue-on-error"] !== true),
      outputs:
        step.id === undefined ? result.outputs : { ...result.outputs, [step.id]: { outputs, outcome } },
    };
  }
  return result;
}

/** Runs our own action with these inputs. */
export async function composite(
  inputs: Texts,
  world: World,
): Promise<{ readonly run: Run; readonly given: Texts }> {
  const { inputs: declared, outputs, runs } = action();
  const defaults = Object.fromEntries(
    Object.entries(declared).map(([name, { default: text }]) => [name, filled(text, world.contexts)]),
  );
  const contexts = { ...world.contexts, inputs: { ...defaults, ...inputs } };
  const done = await run(runs.steps, {
    ...world,
    contexts,
    env: { ...world.env, GITHUB_ACTION_PATH: sampleRoot },
  });
  const values = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  return { run: done, given: texts(values, { ...contexts, steps: done.outputs }) };
}

async function script(step: Step, { workspace, temp, contexts, env }: World) {
  const [file, output, summary] = ["script.sh", "output", "summary"].map((name) => join(temp, name));
  if (file === undefined || output === undefined || summary === undefined) throw new Error("no files");
  writeFileSync(file, (step.run ?? "").replaceAll(installs, "true"));
  for (const name of [output, summary]) writeFileSync(name, "");
  const shell = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail", file] : ["-e", file];
  const child = spawn("bash", shell, {
    cwd: join(workspace, filled(step["working-directory"] ?? ".", contexts)),
    env: {
      ...env,
      ...texts((contexts.env ?? {}) as Texts, contexts),
      ...texts(step.env ?? {}, contexts),
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    },
  });
  const streams = Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = (await once(child, "close")) as [number | null];
  const lines = readFileSync(output, "utf8").split("\n").filter(Boolean);
  return {
    failed: status !== 0,
    log: (await streams).join(""),
    summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) as Texts,
  };
}

const texts = (values: Readonly<Record<string, unknown>>, contexts: Contexts): Texts =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(String(value), contexts)]));
