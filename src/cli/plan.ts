import { legIn } from "../evaluate/by-sip.ts";
import type { Deployable } from "../plan/documents.ts";
import { describe } from "../target/index.ts";
import { print } from "./print.ts";
import { openProject, planFor, validCatalog } from "./project.ts";
import { type Status, status } from "./status.ts";

export interface PlanOptions {
  readonly dir?: string;
  readonly env: string;
  readonly json?: boolean;
}

/** `handoffs plan`: the compiled routing of one environment. */
export function plan({ dir, env, json }: PlanOptions): Status {
  const catalog = validCatalog(openProject(dir));
  if (!catalog) return status.problems;
  const compiled = planFor(catalog, env);
  print(json ? `${JSON.stringify(planJson(compiled), undefined, 2)}\n` : planText(compiled));
  return status.clean;
}

/** See schema/output/plan.schema.json. */
function planJson({ plan, bins, digest }: Deployable) {
  const { environment, destinations, numbers, ...rest } = plan;
  return { version: 1, environment, digest, destinations, numbers, bins, ...rest };
}

function planText({ plan, digest }: Deployable): string {
  const numbers = Object.entries(plan.numbers).map(([id, { number, sipDomain, answer, onError }]) => [
    id,
    number ?? sipDomain,
    `answered by ${answer}`,
    `on error ${onError}`,
  ]);
  const destinations = Object.entries(plan.destinations).map(([id, { to, fallback, default: isDefault }]) => [
    id,
    describe(to),
    legIn(plan, to) === "none" ? "" : `then ${fallback ?? "the last resort"}`,
    isDefault ? "default" : "",
  ]);
  return `${plan.project} in ${plan.environment}, digest ${digest.slice(0, 12)}\n\nNumbers\n${columns(numbers)}\nDestinations\n${columns(destinations)}`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .map((line) => `${line}\n`)
    .join("");
}
