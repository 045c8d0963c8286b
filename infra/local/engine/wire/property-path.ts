/** Property paths as in `ignoreChanges`: `a.b[0]`, `a["b.c"]`, `list[*].name`. */
import { isObject, type Properties, signatureKey, type Value } from "./property.ts";

export type PropertyPath = readonly (string | number)[];

const segment = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[\*\]|\.?([^.[\]]+)/gy;

/** Undefined when `text` is no path. */
export function parsePath(text: string): PropertyPath | undefined {
  const path: (string | number)[] = [];
  segment.lastIndex = 0;
  let end = 0;
  for (let match = segment.exec(text); match !== null; match = segment.exec(text)) {
    const [, quoted, index, name] = match;
    if (quoted !== undefined) path.push(quoted.replace(/\\(.)/g, "$1"));
    else if (index !== undefined) path.push(Number(index));
    else path.push(name ?? "*");
    end = segment.lastIndex;
  }
  return end === text.length && path.length > 0 ? path : undefined;
}

/** Whether everything at `inner` lies at or under `outer`. */
export function covers(outer: PropertyPath, inner: PropertyPath): boolean {
  return outer.length <= inner.length && outer.every((key, index) => key === "*" || key === inner[index]);
}

/** `properties` with what lies at `path` as it is in `old`. */
export function withOld(properties: Properties, old: Properties, path: PropertyPath): Properties {
  const changed = reset(properties, old, path);
  return isObject(changed) ? changed : properties;
}

function reset(
  value: Value | undefined,
  old: Value | undefined,
  [key, ...rest]: PropertyPath,
): Value | undefined {
  if (key === undefined) return old;
  if (Array.isArray(value) && Array.isArray(old)) {
    return value.map((item, index) =>
      key === "*" || key === index ? (reset(item, old[index], rest) ?? item) : item,
    );
  }
  if (!isObject(value) || !isObject(old) || signatureKey in value) return value;
  const keys = key === "*" ? Object.keys({ ...value, ...old }) : [String(key)];
  const changed: Record<string, Value> = { ...value };
  for (const name of keys) {
    const inner = reset(value[name], old[name], rest);
    if (inner === undefined) delete changed[name];
    else changed[name] = inner;
  }
  return changed;
}
