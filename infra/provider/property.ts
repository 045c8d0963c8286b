/**
 * The values that Pulumi sends to a provider: JSON and, anywhere inside it, secrets, unknowns and assets.
 * Those three carry a symbol that no message can contain, so no user data can pass for one.
 */
const kind = Symbol("kind");

export interface Secret {
  readonly [kind]: "secret";
  readonly value: Value;
}

/** A value that a preview cannot know yet. */
export interface Unknown {
  readonly [kind]: "unknown";
}

/** A file or a text. Where the engine leaves out the content (Diff, olds), only `hash` is there. */
export interface Asset {
  readonly [kind]: "asset";
  /** SHA-256 of the content in hex. */
  readonly hash: string;
  readonly text?: string;
  readonly path?: string;
}

export interface Properties {
  readonly [name: string]: Value;
}

export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | Secret
  | Unknown
  | Asset
  | Properties;

export const unknown: Unknown = { [kind]: "unknown" };

export const secret = (value: Value): Secret => (isSecret(value) ? value : { [kind]: "secret", value });

export const asset = (fields: { hash: string; text?: string; path?: string }): Asset => ({
  [kind]: "asset",
  ...fields,
});

const is = (value: Value | undefined, wanted: string): boolean =>
  typeof value === "object" && value !== null && (value as { [kind]?: string })[kind] === wanted;

export const isSecret = (value: Value | undefined): value is Secret => is(value, "secret");
export const isUnknown = (value: Value | undefined): value is Unknown => is(value, "unknown");
export const isAsset = (value: Value | undefined): value is Asset => is(value, "asset");

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isProperties = (value: Value | undefined): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(kind in value);

/** An own property, whatever its name (`constructor`, `__proto__`). */
export const property = (properties: Properties, name: string): Value | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

/** Those of the named properties that are there. */
export const pick = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));

export const omit = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/** The value without its outer secret mark. */
export const reveal = (value: Value): Exclude<Value, Secret> =>
  isSecret(value) ? reveal(value.value) : value;

/** The value without any secret mark, also inside. */
export function revealAll(value: Value): Value {
  const bare = reveal(value);
  if (isList(bare)) return bare.map(revealAll);
  if (!isProperties(bare)) return bare;
  return Object.fromEntries(Object.entries(bare).map(([name, inner]) => [name, revealAll(inner)]));
}

/** Whether `test` holds for the value or for anything inside it. */
export function contains(value: Value, test: (value: Value) => boolean): boolean {
  if (test(value)) return true;
  if (isSecret(value)) return contains(value.value, test);
  if (isList(value)) return value.some((inner) => contains(inner, test));
  return isProperties(value) && Object.values(value).some((inner) => contains(inner, test));
}

export const hasUnknown = (value: Value): boolean => contains(value, isUnknown);
export const hasSecret = (value: Value): boolean => contains(value, isSecret);

/** Every text inside the value. */
export function textsIn(value: Value): readonly string[] {
  const bare = reveal(value);
  if (typeof bare === "string") return [bare];
  if (isList(bare)) return bare.flatMap(textsIn);
  return isProperties(bare) ? Object.values(bare).flatMap(textsIn) : [];
}

/** Every text inside it that is marked as secret. */
export function secretTextsIn(value: Value): readonly string[] {
  if (isSecret(value)) return textsIn(value.value);
  if (isList(value)) return value.flatMap(secretTextsIn);
  return isProperties(value) ? Object.values(value).flatMap(secretTextsIn) : [];
}

/** A value made from others: unknown when one of them is, secret when one of them is. */
export function derive(from: readonly (Value | undefined)[], make: () => Value): Value {
  const sources = from.filter((value) => value !== undefined);
  const made = sources.some(hasUnknown) ? unknown : make();
  return sources.some(hasSecret) ? secret(made) : made;
}

/** Equal content; an asset is its hash, and an unknown equals nothing. */
export function equal(one: Value | undefined, other: Value | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (isSecret(one) || isSecret(other))
    return isSecret(one) && isSecret(other) && equal(one.value, other.value);
  if (isUnknown(one) || isUnknown(other)) return false;
  if (isAsset(one) || isAsset(other)) return isAsset(one) && isAsset(other) && one.hash === other.hash;
  if (isList(one) || isList(other)) {
    return (
      isList(one) && isList(other) && one.length === other.length && one.every((v, i) => equal(v, other[i]))
    );
  }
  if (isProperties(one) && isProperties(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && equal(one[name], other[name]))
    );
  }
  return Object.is(one, other);
}

/** The text of a property, without secret marks; the empty text when it is absent or something else. */
export function text(properties: Properties, name: string): string {
  const value = reveal(property(properties, name) ?? null);
  return typeof value === "string" ? value : "";
}

/** The entries of a map property whose values are text. */
export function texts(properties: Properties, name: string): ReadonlyMap<string, string> {
  const value = revealAll(property(properties, name) ?? null);
  const entries = isProperties(value) ? Object.entries(value) : [];
  return new Map(entries.flatMap(([key, inner]) => (typeof inner === "string" ? [[key, inner]] : [])));
}
