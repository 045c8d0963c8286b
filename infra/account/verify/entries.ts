import type { Plan } from "../../../src/plan/plan.ts";
import { webhooksOf } from "../../../src/plan/webhooks.ts";
import { type Entries, type Entry, findEntry, type Webhook } from "../../provider/client/entries.ts";
import { phoneNumbers } from "../../provider/client/numbers.ts";
import { sipDomains } from "../../provider/client/sip-domains.ts";
import type { Operation } from "../../provider/operation.ts";
import { different, type Finding } from "./finding.ts";

/** Compares the webhooks of the account's numbers and SIP domains with the plan's. */
export async function checkEntries(
  operation: Operation,
  plan: Plan,
  domainName: string | undefined,
): Promise<readonly Finding[]> {
  const checked = Object.entries(webhooksOf(plan)).map(async ([id, { line, voice, fallback }]) => {
    const differs = (message: string) => different({ kind: "number", id }, message);
    const entry =
      line.number === undefined
        ? await entryOf(operation, sipDomains, line.sipDomain, ({ byocTrunkSid }) => byocTrunkSid)
        : await entryOf(
            operation,
            phoneNumbers,
            line.number,
            ({ trunkSid, voiceApplicationSid }) => trunkSid || voiceApplicationSid,
          );
    const name = line.number ?? line.sipDomain;
    if (!entry) return [differs(`The account has no ${name}.`)];
    if (domainName === undefined) return [differs(`${name} cannot ask documents that are not deployed.`)];
    const urlOf = (path: string) => `https://${domainName}${path}`;
    const planned: Webhook = {
      voiceUrl: voice.kind === "agent" ? voice.url : urlOf(voice.path),
      voiceMethod: voice.kind === "agent" ? "POST" : "GET",
      voiceFallbackUrl: urlOf(fallback),
      voiceFallbackMethod: "GET",
    };
    const obstacle =
      entry.takenBy === "" ? [] : [differs(`${name} is on ${entry.takenBy}: its voice URL is never asked.`)];
    return [
      ...obstacle,
      ...fields
        .filter((field) => entry.webhook[field] !== planned[field])
        .map((field) => ({
          ...differs(`The ${words[field]} of ${name} is not the plan's.`),
          planned: planned[field],
          found: entry.webhook[field],
        })),
    ];
  });
  return (await Promise.all(checked)).flat();
}

const words = {
  voiceUrl: "voice URL",
  voiceMethod: "voice URL's method",
  voiceFallbackUrl: "fallback URL",
  voiceFallbackMethod: "fallback URL's method",
} as const satisfies Readonly<Record<keyof Webhook, string>>;

const fields = Object.keys(words) as readonly (keyof Webhook)[];

/** An entry, and the SID of a trunk or an application that has its calls instead. */
async function entryOf<T extends Entry>(
  operation: Operation,
  entries: Entries<T>,
  name: string,
  takenBy: (entry: T) => string,
): Promise<{ readonly webhook: Webhook; readonly takenBy: string } | undefined> {
  const entry = await findEntry(operation, entries, name);
  return entry && { webhook: entry.webhook, takenBy: takenBy(entry) };
}
