import { sipAddress, writeAddress } from "../adk/address.ts";
import { isMap } from "../check/value.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import type { Findings } from "./found.ts";
import type { DestinationFile } from "./imported.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What is read elsewhere, or says nothing that ours does not do anyway. */
const known: ReadonlySet<string> = new Set([
  "type",
  "number",
  "sipUri",
  "sipHeaders",
  "extension",
  "name",
  "description",
  "callerId",
  "transferPlan",
  "numberE164CheckEnabled",
]);

/** Where a destination of Vapi goes; undefined, with the reason found, where it is no place to call. */
export function targetOf(
  fields: Fields,
  path: Path,
  { wrong, lost }: Findings,
): DestinationFile["to"] | undefined {
  const { type, number, sipUri, extension } = fields;
  if (type === "assistant") {
    lost(path, "Another assistant is no place that a call can be handed to, and stays behind.");
    return undefined;
  }
  if (type === "number" && typeof number === "string")
    return typeof extension === "string" && extension !== "" ? { number, extension } : number;
  if (type === "sip" && typeof sipUri === "string") {
    const address = sipAddress(sipUri);
    const headers = headersOf(fields, path, lost);
    return {
      sip: {
        uri: address ? writeAddress(address) : sipUri,
        method: planOf(fields).sipVerb === "dial" ? "invite" : "refer",
        ...(Object.keys(headers).length === 0 ? {} : { headers }),
      },
    };
  }
  wrong(path, 'Expected `"type": "number"` with a number, or `"type": "sip"` with a sipUri.');
  return undefined;
}

/** The rest of a destination; what has no place in ours is reported. */
export function settingsOf(fields: Fields, path: Path, findings: Findings): Partial<DestinationFile> {
  const { lost } = findings;
  for (const [key, value] of Object.entries(fields))
    if (!known.has(key) && value !== null)
      lost(
        [...path, key],
        `\`${key}\` stays behind: ${reasons[key] ?? "a destination has no place for it"}.`,
      );
  const plan = planOf(fields);
  for (const [key, value] of Object.entries(plan))
    if (!["mode", "message", "sipVerb", "dialTimeout"].includes(key) && value !== null)
      lost(
        [...path, "transferPlan", key],
        `\`transferPlan.${key}\` stays behind: a destination has no place for it.`,
      );
  const seconds =
    plan.sipVerb === "dial" && typeof plan.dialTimeout === "number" ? plan.dialTimeout : undefined;
  return {
    ...callerIdOf(fields, path, findings),
    ...(seconds === undefined ? {} : { ring: { timeout: `${Math.round(seconds)}s` } }),
    ...screeningOf(plan, path, findings),
  };
}

const reasons: Readonly<Record<string, string>> = {
  message: "what the caller hears before the transfer is said by the agent",
};

function planOf({ transferPlan }: Fields): Fields {
  return isMap(transferPlan) ? transferPlan : {};
}

/** A warm transfer that says a fixed sentence is a whisper of ours. */
function screeningOf({ mode, message }: Fields, path: Path, { lost }: Findings): Partial<DestinationFile> {
  if (mode === undefined || mode === "blind-transfer") return {};
  if (
    typeof mode === "string" &&
    mode.endsWith("say-message") &&
    typeof message === "string" &&
    !message.includes("{{")
  )
    return { screening: { whisper: message } };
  lost(
    [...path, "transferPlan", "mode"],
    `The transfer becomes a plain one: ${JSON.stringify(mode)} needs Vapi. \`screening.whisper\` says a sentence to whoever picks up.`,
  );
  return {};
}

function callerIdOf({ callerId }: Fields, path: Path, { lost }: Findings): Partial<DestinationFile> {
  if (typeof callerId !== "string" || /^\{\{\s*customer\.number\s*\}\}$/.test(callerId)) return {};
  if (/^\{\{\s*phoneNumber\.number\s*\}\}$/.test(callerId)) return { callerId: "called" };
  if (/^\+[1-9][0-9]{6,14}$/.test(callerId)) return { callerId };
  lost([...path, "callerId"], "A caller ID is `caller`, `called` or a number here; this one stays behind.");
  return {};
}

function headersOf(
  { sipHeaders }: Fields,
  path: Path,
  lost: Findings["lost"],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(isMap(sipHeaders) ? sipHeaders : {}).flatMap(([key, value]) => {
      if (typeof value === "string" && value !== "" && !value.includes("{{")) return [[key, value]];
      lost(
        [...path, "sipHeaders", key],
        `The header "${key}" stays behind: its value is known to Vapi only.`,
      );
      return [];
    }),
  );
}
