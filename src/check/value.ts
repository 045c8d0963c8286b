import type { Path } from "../diagnostic/diagnostic.ts";

/** Whether a value of YAML is a map. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of YAML as a message names it. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMap(value)) return "a map";
  return typeof value === "string" ? `the text ${shortened(value)}` : `${String(value)}`;
}

/** A text of a file in quotes, as long as a line can show. */
export function shortened(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}

/** What stands at a path; undefined when there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Object.getOwnPropertyDescriptor(inner, step)?.value;
  }, value);
}

/** A copy with other values at some paths, all of which exist. */
export function withValues(value: unknown, others: readonly (readonly [Path, unknown])[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const [path, other] of others) {
    const parent = valueAt(copy, path.slice(0, -1));
    const key = path.at(-1);
    if (typeof parent === "object" && parent !== null && key !== undefined)
      Object.defineProperty(parent, key, {
        value: other,
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
  return copy;
}
