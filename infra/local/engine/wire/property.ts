/**
 * Property values, in the form in which Pulumi's protocol and its state carry them: JSON in which an object
 * with a signature key stands for a secret, an asset, a reference to a resource or an output.
 */
import { isDeepStrictEqual } from "node:util";
import type { Shown } from "../outcome.ts";
import { refusal } from "../problem.ts";

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Properties = { readonly [key: string]: Value };

export const signatureKey = "4dabf18193072939515e22adb298388d";
export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  reference: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** Stands for a value that is not known before the update, in previews only. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSigned(value: Value | undefined, kind: keyof typeof signatures): value is Properties {
  return isObject(value) && value[signatureKey] === signatures[kind];
}

export function secret(value: Value): Value {
  return isSigned(value, "secret") ? value : { [signatureKey]: signatures.secret, value };
}

/** Rebuilds `value` from its leaves up; `change` sees each value after the values inside it. */
export function rewrite(value: Value, change: (value: Value) => Value): Value {
  if (Array.isArray(value)) return change(value.map((item) => rewrite(item, change)));
  if (!isObject(value)) return change(value);
  return change(rewriteAll(value, change));
}

export function rewriteAll(properties: Properties, change: (value: Value) => Value): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, rewrite(value, change)]));
}

function some(value: Value, test: (value: Value) => boolean): boolean {
  if (test(value)) return true;
  if (Array.isArray(value)) return value.some((item) => some(item, test));
  return isObject(value) && Object.values(value).some((item) => some(item, test));
}

export function hasUnknowns(value: Value): boolean {
  return some(value, (inner) => inner === unknown);
}

export function hasSecrets(value: Value): boolean {
  return some(value, (inner) => isSigned(inner, "secret"));
}

/** Without the secret marks: for a receiver that does not understand them. */
export function revealed(properties: Properties): Properties {
  return rewriteAll(properties, (value) => (isSigned(value, "secret") ? (value.value ?? null) : value));
}

/** Output values turned into what they hold: a value, a secret or an unknown. */
export function settled(properties: Properties): Properties {
  return rewriteAll(properties, (value) => {
    if (!isSigned(value, "output")) return value;
    const inner = value.value ?? unknown;
    return value.secret === true ? secret(inner) : inner;
  });
}

/** The URNs that the output values inside `value` depend on. */
export function outputDependencies(value: Value): readonly string[] {
  const urns = new Set<string>();
  some(value, (inner) => {
    const dependencies = isSigned(inner, "output") ? inner.dependencies : undefined;
    if (Array.isArray(dependencies)) for (const urn of dependencies) urns.add(String(urn));
    return false;
  });
  return [...urns];
}

/** Marks in `properties`, which came from somebody who was not told of secrets, what was secret in `sent`. */
export function remarked(properties: Properties, sent: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const before = sent[key];
      if (before === undefined || isSigned(value, "secret")) return [key, value];
      if (isObject(value) && isObject(before) && !isSigned(before, "secret"))
        return [key, remarked(value, before)];
      return [key, hasSecrets(before) ? secret(value) : value];
    }),
  );
}

export function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/** For people's eyes: no secret, no signature. */
export function shown(properties: Properties): { readonly [key: string]: Shown } {
  return rewriteAll(properties, (value) => {
    if (value === unknown) return "[unknown]";
    if (isSigned(value, "secret")) return "[secret]";
    if (isSigned(value, "asset")) {
      const asset: Properties = value;
      return Object.fromEntries(Object.entries(asset).filter(([key]) => key !== signatureKey));
    }
    if (isSigned(value, "reference")) return value.urn ?? null;
    return value;
  });
}

export function refuseUnknowns(properties: Properties, whose: string): Properties {
  if (hasUnknowns(properties)) throw refusal(`unknown values outside a preview (${whose})`);
  return properties;
}
