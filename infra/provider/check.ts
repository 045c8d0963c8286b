import { didYouMean, suggest } from "../../src/diagnostic/suggest.ts";
import { isCommit } from "./client/commit.ts";
import {
  isAsset,
  isList,
  isProperties,
  isUnknown,
  type Properties,
  property,
  reveal,
  revealAll,
  secret,
  type Value,
} from "./property.ts";
import { member } from "./property-path.ts";
import { objectSpec, type ResourceSpec, secretInputs, type TypeSpec } from "./schema.ts";
import { foreignMark } from "./wire.ts";

/** What is wrong with one input: the path of the property, and what was expected in words. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** The inputs without nulls, with the schema's defaults, and what the schema calls secret as a secret. */
export function complete(inputs: Properties, spec: ResourceSpec): Properties {
  const hidden = secretInputs(spec);
  const given = Object.entries(inputs)
    .filter(([, value]) => reveal(value) !== null)
    .map(([name, value]) => [name, hidden.includes(name) ? secret(revealAll(value)) : value] as const);
  const defaults = Object.entries(spec.inputProperties).flatMap(([name, { default: value }]) =>
    value === undefined || given.some(([key]) => key === name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries([...given, ...defaults]);
}

/** Names and shapes, as the schema has them. */
export function checkShape(inputs: Properties, spec: ResourceSpec): readonly Failure[] {
  const names = Object.keys(spec.inputProperties);
  const missing = spec.requiredInputs
    .filter((name) => property(inputs, name) === undefined)
    .map((name) => ({
      property: name,
      reason: `\`${name}\` is missing: ${spec.inputProperties[name]?.description ?? ""}`,
    }));
  const wrong = Object.entries(inputs).flatMap(([name, value]) => {
    const type = Object.hasOwn(spec.inputProperties, name) ? spec.inputProperties[name] : undefined;
    return type === undefined ? [unexpected(name, name, names)] : mismatches(name, value, type);
  });
  return [...missing, ...wrong];
}

const unexpected = (path: string, name: string, known: readonly string[]): Failure => ({
  property: path,
  reason: `There is no property \`${name}\` here.${didYouMean(suggest(name, known)) || ` Expected: ${known.join(", ")}.`}`,
});

function mismatches(path: string, marked: Value, type: TypeSpec): readonly Failure[] {
  const value = reveal(marked);
  if (isUnknown(value)) return [];
  const expect = (expected: string): readonly Failure[] => [
    { property: path, reason: `Expected ${expected}, found ${nameOf(value)}.` },
  ];
  if (type.$ref === "pulumi.json#/Asset") return isAsset(value) ? [] : expect("a FileAsset or StringAsset");
  if (type.$ref === "pulumi.json#/Any") return checkData(path, value);
  if (type.$ref !== undefined)
    return isProperties(value) ? checkFields(path, value, type.$ref) : expect("an object");
  switch (type.type) {
    case "array":
      if (!isList(value)) return expect("a list");
      return value.flatMap((item, index) => mismatches(member(path, index), item, type.items ?? {}));
    case "object":
      if (!isProperties(value)) return expect("a map");
      return Object.entries(value).flatMap(([key, item]) =>
        mismatches(member(path, key), item, type.additionalProperties ?? {}),
      );
    case "integer":
      return Number.isInteger(value) ? [] : expect("a whole number");
    default:
      return typeof value === type.type ? [] : expect(`a ${type.type}`);
  }
}

function checkFields(path: string, value: Properties, reference: string): readonly Failure[] {
  const fields = objectSpec(reference)?.properties ?? {};
  return Object.entries(value).flatMap(([name, item]) => {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return type === undefined
      ? [unexpected(member(path, name), name, Object.keys(fields))]
      : reveal(item) === null
        ? []
        : mismatches(member(path, name), item, type);
  });
}

/** Free data that ends in a JSON document: everything but files and numbers that JSON does not have. */
function checkData(path: string, marked: Value): readonly Failure[] {
  const value = reveal(marked);
  const fail = (found: string): readonly Failure[] => [
    { property: path, reason: `Expected plain data (text, numbers, booleans, lists, maps), found ${found}.` },
  ];
  if (isAsset(value)) return fail("an asset");
  if (typeof value === "number" && !Number.isFinite(value)) return fail(`the number ${value}`);
  if (isList(value)) return value.flatMap((item, index) => checkData(member(path, index), item));
  if (!isProperties(value)) return [];
  if (Object.hasOwn(value, foreignMark)) return fail("an archive or a resource");
  return Object.entries(value).flatMap(([key, item]) => checkData(member(path, key), item));
}

function nameOf(value: Value): string {
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (isAsset(value)) return "an asset";
  return isProperties(value) ? "an object" : `a ${typeof value}`;
}

/** A rule for one text input: what is expected, when it is known and is not that. */
export function checkText(
  inputs: Properties,
  name: string,
  accepts: (text: string) => boolean,
  expected: string,
): readonly Failure[] {
  const value = reveal(property(inputs, name) ?? null);
  return typeof value !== "string" || accepts(value) ? [] : [{ property: name, reason: expected }];
}

export const checkCommit = (inputs: Properties): readonly Failure[] =>
  checkText(
    inputs,
    "commit",
    isCommit,
    "Expected the full id of a Git commit in hex, with `-dirty` after it where not all was committed.",
  );

const sidKinds = {
  AC: "an account",
  ZS: "a Serverless Service",
  ZE: "a Serverless Environment",
  ZN: "an uploaded version",
  ZB: "a build",
} as const;

export const isSid = (prefix: keyof typeof sidKinds, value: string): boolean =>
  new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(value);

export const checkSid = (
  inputs: Properties,
  name: string,
  prefix: keyof typeof sidKinds,
): readonly Failure[] =>
  checkText(
    inputs,
    name,
    (value) => isSid(prefix, value),
    `Expected the SID of ${sidKinds[prefix]}: \`${prefix}\` and 32 hex digits.`,
  );

/** https://www.twilio.com/docs/serverless/api/resource/asset-version */
export const checkPath = (inputs: Properties, name: string): readonly Failure[] =>
  checkText(
    inputs,
    name,
    (path) => /^\/[^\s#;,?:@+&$()'"]+$/.test(path) && path.length <= 255,
    "Expected a path such as /handoffs/billing.xml: it starts with /, has at most 255 characters, no white space and none of # ; , ? : @ + & $ ( ) ' \".",
  );

export const checkLength = (inputs: Properties, name: string, most: number): readonly Failure[] =>
  checkText(
    inputs,
    name,
    (value) => value.length > 0 && value.length <= most,
    `Expected 1 to ${most} characters: that is Twilio's limit.`,
  );
