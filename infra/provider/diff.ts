import {
  equal,
  isList,
  isProperties,
  isSecret,
  isUnknown,
  type Properties,
  property,
  type Value,
} from "./property.ts";
import { member, top } from "./property-path.ts";
import type { ResourceSpec } from "./schema.ts";

export type Change = "add" | "update" | "delete";

export interface PathChange {
  readonly path: string;
  readonly change: Change;
  readonly replace: boolean;
  /** The state is as the old inputs made it: what changes is the input. False for drift. */
  readonly input: boolean;
}

export interface Difference {
  readonly changes: readonly PathChange[];
  /** Top-level names of what changes. */
  readonly names: readonly string[];
  /** Those of them that need a replacement. */
  readonly replaces: readonly string[];
}

export interface Olds {
  readonly inputs: Properties;
  /** As Create, Update or Read left it: after a refresh this is what Twilio has. */
  readonly state: Properties;
}

/**
 * Compares what is with what is wanted, path by path. `drifted` are outputs that no longer are what the inputs made.
 * `ignored` are property paths of the `ignoreChanges` option.
 */
export function difference(
  olds: Olds,
  news: Properties,
  spec: ResourceSpec,
  drifted: readonly string[] = [],
  ignored: readonly string[] = [],
): Difference {
  const inputs = Object.entries(spec.inputProperties).flatMap(([name, { willReplaceOnChanges }]) => {
    const oldInput = property(olds.inputs, name);
    const old = property(olds.state, name) ?? oldInput;
    const input = equal(old, oldInput);
    const replace = willReplaceOnChanges === true;
    return [...compare(name, old, property(news, name))].map((found) => ({ ...found, replace, input }));
  });
  const outputs = drifted.map((path) => ({ path, change: "update" as const, replace: false, input: false }));
  const changes = [...inputs, ...outputs].filter(
    ({ path }) => !ignored.some((prefix) => isWithin(path, prefix)),
  );
  return {
    changes,
    names: unique(changes.map(({ path }) => top(path))),
    replaces: unique(changes.filter(({ replace }) => replace).map(({ path }) => top(path))),
  };
}

type Found = Pick<PathChange, "path" | "change">;

function* compare(path: string, old: Value | undefined, wanted: Value | undefined): Generator<Found> {
  if (old === undefined || wanted === undefined) {
    if (wanted !== undefined) yield { path, change: "add" };
    if (old !== undefined) yield { path, change: "delete" };
    return;
  }
  // A mark that comes or goes changes how the state keeps the value; the names inside a secret are secret too.
  if (isSecret(old) || isSecret(wanted) || isUnknown(wanted)) {
    if (!equal(old, wanted)) yield { path, change: "update" };
    return;
  }
  if (isProperties(old) && isProperties(wanted)) {
    const names = unique([...Object.keys(old), ...Object.keys(wanted)]);
    for (const name of names) yield* compare(member(path, name), property(old, name), property(wanted, name));
  } else if (isList(old) && isList(wanted)) {
    for (let i = 0; i < Math.max(old.length, wanted.length); i += 1)
      yield* compare(member(path, i), old[i], wanted[i]);
  } else if (!equal(old, wanted)) {
    yield { path, change: "update" };
  }
}

const isWithin = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
