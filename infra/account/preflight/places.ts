import type { Entry } from "../../../src/catalog/catalog.ts";
import type { Diagnostic, Path } from "../../../src/diagnostic/diagnostic.ts";
import { own } from "../../../src/evaluate/own.ts";
import { layersOf, targetFor } from "../../../src/plan/environment.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { at } from "../../../src/rules/rule.ts";
import type { Subject } from "./check.ts";

/** A place in the files that a finding is about. */
export interface Place {
  readonly entry: Entry<unknown>;
  readonly path: Path;
  readonly part?: "key" | "value";
}

export type Finding = Parameters<typeof at>[2];

export const found = ({ entry, path, part = "value" }: Place, finding: Finding): Diagnostic =>
  at(entry, path, { part, ...finding });

/** The environment's own entry of `handoffs.yaml`, or that of the one it plays; where there is none, the file's start. */
export function environmentPlace({ catalog, plan }: Pick<Subject, "catalog" | "plan">): Place {
  const { project } = catalog;
  const layer = layersOf(project.value, plan.environment).findLast((name) =>
    Object.hasOwn(project.value.environments, name),
  );
  return layer === undefined
    ? { entry: project, path: [] }
    : { entry: project, path: ["environments", layer], part: "key" };
}

/** The number or SIP domain of an inbound entry. */
export function linePlace({ catalog, plan }: Pick<Subject, "catalog" | "plan">, id: string): Place {
  const entry = known(catalog.numbers, id);
  const key = plan.numbers[id]?.number === undefined ? "sipDomain" : "number";
  const layer = layersOf(catalog.project.value, plan.environment).findLast(
    (name) => own(entry.value.environments, name)?.[key] !== undefined,
  );
  return { entry, path: layer === undefined ? ["environments"] : ["environments", layer, key] };
}

/** The target of a destination: the part of it that names whom it reaches. */
export function targetPlace({ catalog, plan }: Pick<Subject, "catalog" | "plan">, id: string): Place {
  const destination = known(catalog.destinations, id);
  const { to, file, path } = targetFor(catalog.project, destination, plan.environment);
  return { entry: file, path: [...path, ...within(to)] };
}

function within(to: ReturnType<typeof targetFor>["to"]): Path {
  if (typeof to === "string") return [];
  if ("number" in to) return ["number"];
  if ("flex" in to) return ["flex", "workflow"];
  return "queue" in to ? ["queue", "name"] : [];
}

/** Where a destination gets its caller ID from. */
export function callerIdPlace({ catalog, plan }: Pick<Subject, "catalog" | "plan">, id: string): Place {
  const entry = known(catalog.destinations, id);
  const layer = layersOf(catalog.project.value, plan.environment).findLast(
    (name) => own(entry.value.environments, name)?.callerId !== undefined,
  );
  if (layer !== undefined) return { entry, path: ["environments", layer, "callerId"] };
  return entry.value.callerId === undefined
    ? { entry: catalog.project, path: ["defaults", "callerId"] }
    : { entry, path: ["callerId"] };
}

/** The destinations of a kind of target, by id. */
export function targetsOf<K extends Plan["destinations"][string]["to"]["kind"]>(
  { destinations }: Plan,
  kind: K,
): readonly (readonly [id: string, to: Extract<Plan["destinations"][string]["to"], { readonly kind: K }>])[] {
  type Target = Extract<Plan["destinations"][string]["to"], { readonly kind: K }>;
  return Object.entries(destinations).flatMap(([id, { to }]) =>
    to.kind === kind ? [[id, to as Target] as const] : [],
  );
}

function known<T>(entries: ReadonlyMap<string, Entry<T>>, id: string): Entry<T> {
  const entry = entries.get(id);
  if (!entry) throw new Error(`The plan has "${id}", which no file has.`);
  return entry;
}
