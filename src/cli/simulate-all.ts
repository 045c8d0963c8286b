import { type Example, everyCall } from "../simulate/every-call.ts";
import { instant, zoneFor } from "./instant.ts";
import { print } from "./print.ts";
import { openProject, planFor, validCatalog } from "./project.ts";
import { type Status, status } from "./status.ts";

export interface SimulateAllOptions {
  readonly dir?: string;
  readonly env: string;
  readonly at?: string;
  readonly json?: boolean;
}

/** A year and a day: a leap year has its last day too. */
const horizon = 366 * 86_400_000;

/** `handoffs simulate --all`: every call of the coming year. */
export function simulateAll({ dir, env, at, json }: SimulateAllOptions): Status {
  const catalog = validCatalog(openProject(dir));
  if (!catalog) return status.problems;
  const { plan } = planFor(catalog, env);
  const from = instant(at, zoneFor(plan, ""));
  const result = everyCall(plan, from, from + horizon);
  const { calls, endings, lastResorts, endless } = result;
  if (json)
    print(
      `${JSON.stringify({ version: 1, environment: plan.environment, from: new Date(from).toISOString(), ...result }, undefined, 2)}\n`,
    );
  else {
    const counts = Object.entries(endings).map(
      ([ending, count]) => `  ${String(count).padStart(8)}  ${ending}\n`,
    );
    print(
      `Every call of the coming year in ${plan.environment}: ${calls} that differ, and they end with\n${counts.join("")}`,
    );
    const once = lastResorts.filter(({ again }) => !again);
    if (once.length > 0)
      print(
        `\nCallers hear the last resort, at the soonest, by\n${once.map((example) => `  ${exampleText(example, env)}\n`).join("")}`,
      );
    const twice = lastResorts.length - once.length;
    if (twice > 0) print(`\nOf ${twice} more only when the agent hands the same call there twice.\n`);
    for (const example of endless) print(`This call does not end: ${exampleText(example, env)}\n`);
  }
  return endless.length > 0 ? status.problems : status.clean;
}

/** The command that plays an example. */
function exampleText({ target, at, outcomes }: Example, env: string): string {
  const list = outcomes.length === 0 ? "" : ` --outcomes ${outcomes.join(",")}`;
  const time = new Date(at).toISOString().slice(0, 16);
  return `handoffs simulate ${target} --env ${env} --at ${time}Z${list}`;
}
