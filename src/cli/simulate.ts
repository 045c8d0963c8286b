import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { type OutcomeName, outcomeNames } from "../evaluate/outcome.ts";
import { simulate as play, type Simulation, type Step } from "../simulate/simulate.ts";
import { instant, zoneFor } from "./instant.ts";
import { listOf } from "./list.ts";
import { print } from "./print.ts";
import { openProject, planFor, validCatalog } from "./project.ts";
import { simulateAll } from "./simulate-all.ts";
import { type Status, status, UsageError } from "./status.ts";

export interface SimulateOptions {
  readonly dir?: string;
  readonly env: string;
  readonly at?: string;
  readonly outcomes?: string;
  readonly agent?: string;
  readonly from?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** `handoffs simulate TARGET`: the route of one call, without Twilio. */
export function simulate(target: string | undefined, options: SimulateOptions): Status {
  if (options.all === true) {
    if (target !== undefined) throw new UsageError("Name a target, or say --all, but not both.");
    return simulateAll(options);
  }
  if (target === undefined) throw new UsageError("Name a destination or a number, or say --all.");
  const catalog = validCatalog(openProject(options.dir));
  if (!catalog) return status.problems;
  const { plan } = planFor(catalog, options.env);
  const at = instant(options.at, zoneFor(plan, target));
  const simulation = play(plan, {
    target,
    at,
    outcomes: listOf(options.outcomes).map(outcomeName),
    handoffs: listOf(options.agent),
    ...(options.from === undefined ? {} : { from: options.from }),
  });
  if ("problem" in simulation) throw new UsageError(simulation.problem);
  const { steps, end, unused } = simulation;
  if (options.json)
    print(
      `${JSON.stringify({ version: 1, environment: plan.environment, target, at: new Date(at).toISOString(), steps: steps.map(timed), end }, undefined, 2)}\n`,
    );
  else print(trace(target, plan.environment, simulation));
  if (unused.length > 0) print(`No leg was left for ${unused.join(", ")}.\n`, "stderr");
  return status.clean;
}

const timed = (step: Step) => ({ ...step, at: new Date(step.at).toISOString() });

/** An outcome by its word; a UsageError for any other. */
export function outcomeName(word: string): OutcomeName {
  const found = outcomeNames.find((name) => name === word);
  if (found === undefined)
    throw new UsageError(
      `Unknown outcome "${word}": expected ${outcomeNames.join(", ")}.${didYouMean(suggest(word, outcomeNames))}`,
    );
  return found;
}

function trace(target: string, environment: string, { steps, end }: Simulation): string {
  const lines = steps.map(
    (step, index) => `${String(index + 1).padStart(3)}  ${what(step)}\n       ${step.reason}\n`,
  );
  return `A call to ${target} in ${environment}\n\n${lines.join("")}\nEnds with ${endText(end)}.\n`;
}

function what({ destination, action, to, outcome }: Step): string {
  switch (action) {
    case "dial":
      return `${destination} rings ${to}: ${outcome}`;
    case "refer":
      return `${destination} is asked to take the call over at ${to}: ${outcome}`;
    case "queue":
      return `${destination} queues the call in ${to}: ${outcome}`;
    case "record":
      return `${destination} takes a message: ${outcome}`;
    case "say":
      return `${destination ?? "last resort"} says “${to}”`;
    case "agent":
      return `the agent has the call (${to})`;
    case "hang up":
      return "the call ends";
  }
}

function endText({ kind, destination }: Simulation["end"]): string {
  switch (kind) {
    case "person":
      return `a person at ${destination}`;
    case "voicemail":
      return `a voicemail at ${destination}`;
    case "message":
      return destination === null ? "the last resort's message" : `the message of ${destination}`;
    case "agent":
      return "the agent";
  }
}
