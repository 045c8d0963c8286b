import { type AdkHeader, encryptions, methods, type SipConfig } from "../adk/handoff.ts";
import { isMap, valueAt } from "../check/value.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { type Parsed, parse } from "../parse/parse.ts";
import { headersOf, targetOf } from "./adk-target.ts";
import { type Findings, findingsIn, sourceFileOf } from "./found.ts";
import type { DestinationFile, Imported, ImportInto, ImportSource } from "./imported.ts";
import { naming } from "./names.ts";

const handoffKeys = ["name", "description", "is_default", "sip_config", "sip_headers"];
const configKeys = ["method", "phone_number", "outbound_endpoint", "outbound_encryption"];
const headerKeys = ["key", "value"];

/**
 * PolyAI's `config/handoffs.yaml`. `host` is the SIP side that its calls come from, to which numbers and extensions
 * without an address belong. https://github.com/polyai/adk
 */
export function importAdk(source: ImportSource, into: ImportInto, host?: string): Imported {
  const parsed = parse(sourceFileOf(source));
  const findings = findingsIn(parsed);
  if (parsed.diagnostics.length > 0) return { destinations: [], diagnostics: parsed.diagnostics };
  const list = valueAt(parsed.value, ["handoffs"]);
  if (!Array.isArray(list) || list.length === 0) {
    findings.wrong(
      ["handoffs"],
      "Expected `handoffs:` with a list of handoffs, as PolyAI's ADK writes them.",
    );
    return { destinations: [], diagnostics: findings.diagnostics };
  }
  for (const key of Object.keys(isMap(parsed.value) ? parsed.value : {}))
    if (key !== "handoffs") findings.lost([key], `"${key}" is not part of handoffs and stays behind.`);
  const nameFor = naming();
  const destinations = list.flatMap((_, index) => {
    const found = handoffAt(["handoffs", index], { parsed, findings, into, host });
    if (found === undefined) return [];
    const { id, name } = nameFor(found.name);
    if (name !== found.name)
      findings.made(
        ["handoffs", index, "name"],
        `Another handoff has this name but for spaces, case and punctuation, and PolyAI's tools take the first. This one is imported as "${name}".`,
      );
    return [{ id, value: { ...found, name } }];
  });
  return { destinations, diagnostics: findings.diagnostics };
}

interface Context {
  readonly parsed: Parsed;
  readonly findings: Findings;
  readonly into: ImportInto;
  readonly host: string | undefined;
}

function handoffAt(path: Path, context: Context): DestinationFile | undefined {
  const { parsed, findings, into, host } = context;
  const value = valueAt(parsed.value, path);
  if (!isMap(value)) {
    findings.wrong(path, "Expected a handoff: a map with name, description, is_default and sip_config.");
    return undefined;
  }
  reportUnknown(path, value, handoffKeys, findings);
  const name = textAt([...path, "name"], context);
  if (name === "") {
    findings.wrong(path, "A handoff without a name cannot be called. Add `name`.");
    return undefined;
  }
  const description = textAt([...path, "description"], context);
  if (description === "")
    findings.made(
      path,
      `"${name}" has no description, so the model has nothing to choose it by; its name stands in.`,
    );
  const config = configAt([...path, "sip_config"], context);
  const headers = headersOf(headersAt([...path, "sip_headers"], context), config, findings);
  const isDefault = truthAt([...path, "is_default"], context);
  if (isDefault && into.default !== undefined)
    findings.lost([...path, "is_default"], `The project's default is "${into.default}" and stays that.`);
  return {
    name,
    description: description === "" ? name : description,
    ...(isDefault && into.default === undefined ? { default: true as const } : {}),
    to: targetOf(config, headers, [...path, "sip_config"], findings, host),
  };
}

function configAt(path: Path, context: Context): SipConfig {
  const { parsed, findings } = context;
  const value = valueAt(parsed.value, path) ?? {};
  if (!isMap(value)) {
    findings.wrong(path, "Expected a map with method and phone_number.");
    return { method: "bye" };
  }
  reportUnknown(path, value, configKeys, findings);
  const text = (key: string) => textAt([...path, key], context);
  const written = text("method").toLowerCase() || "bye";
  const method = methods.find((known) => known === written);
  const unused = (keys: readonly string[], why: string) => {
    for (const key of keys)
      if (text(key) !== "") findings.lost([...path, key], `PolyAI has no use for \`${key}\` ${why}.`);
  };
  if (method === undefined) {
    findings.wrong(
      [...path, "method"],
      `Expected invite, refer or bye, found "${written}".${didYouMean(suggest(written, methods))}`,
    );
    return { method: "bye" };
  }
  if (method === "bye") {
    unused(configKeys.slice(1), text("method") === "" ? "without a `method`, which means bye" : "with bye");
    return { method };
  }
  if (method === "refer") {
    unused(configKeys.slice(2), "with refer");
    return { method, phone_number: text("phone_number") };
  }
  return {
    method,
    phone_number: text("phone_number"),
    outbound_endpoint: text("outbound_endpoint"),
    outbound_encryption: encryptionAt([...path, "outbound_encryption"], context),
  };
}

function encryptionAt(path: Path, context: Context): (typeof encryptions)[number] {
  const written = textAt(path, context);
  const found = encryptions.find((known) => known === written.toUpperCase());
  if (found === undefined && written !== "")
    context.findings.wrong(path, `Expected ${encryptions.join(" or ")}, found "${written}".`);
  if (written === "")
    context.findings.made(
      path,
      "PolyAI wants `outbound_encryption` with invite; UDP/RTP stands in, which encrypts nothing.",
    );
  return found ?? "UDP/RTP";
}

function headersAt(path: Path, context: Context): readonly (AdkHeader & { readonly path: Path })[] {
  const { parsed, findings } = context;
  const list = valueAt(parsed.value, path) ?? [];
  if (!Array.isArray(list)) {
    findings.wrong(path, "Expected a list of headers, each with key and value.");
    return [];
  }
  return list.flatMap((header: unknown, index) => {
    const here = [...path, index];
    if (!isMap(header)) {
      findings.wrong(here, "Expected a header: a map with key and value.");
      return [];
    }
    reportUnknown(here, header, headerKeys, findings);
    return [
      { key: textAt([...here, "key"], context), value: textAt([...here, "value"], context), path: here },
    ];
  });
}

function reportUnknown(
  path: Path,
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  { lost }: Findings,
): void {
  for (const key of Object.keys(value))
    if (!known.includes(key))
      lost(
        [...path, key],
        `PolyAI has no key "${key}" here, and neither have we.${didYouMean(suggest(key, known))}`,
      );
}

/** A scalar as it is written: a number without quotes keeps its plus and its zeros. Empty where there is none. */
function textAt(path: Path, { parsed, findings }: Context): string {
  const value = valueAt(parsed.value, path);
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object") {
    findings.wrong(path, "Expected text.");
    return "";
  }
  return parsed.written(path)?.text ?? String(value);
}

/** YAML 1.1, which PolyAI's tools read, knows more words for true. */
function truthAt(path: Path, context: Context): boolean {
  const written = textAt(path, context).toLowerCase();
  const isTrue = ["true", "yes", "on"].includes(written);
  if (!isTrue && !["", "false", "no", "off"].includes(written))
    context.findings.wrong(path, `Expected true or false, found "${written}".`);
  return isTrue;
}
