import { own } from "../../../src/evaluate/own.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { allEntries, type Entry, type Webhook } from "../../provider/client/entries.ts";
import { type PhoneNumber, phoneNumbers } from "../../provider/client/numbers.ts";
import { type SipDomain, sipDomains } from "../../provider/client/sip-domains.ts";
import type { Operation } from "../../provider/operation.ts";
import { holderIn } from "../holder.ts";

/** What calls arrive at in the account. */
export interface Found {
  /** The key of `environments.<E>` that names it. */
  readonly key: "number" | "sipDomain";
  /** E.164, or the domain's name in small letters. */
  readonly name: string;
  readonly friendlyName: string;
  readonly webhook: Webhook;
  /** Why it is not for a file, in words; undefined when it is. */
  readonly unusable: string | undefined;
}

/** Every number and SIP domain of the account. */
export async function entriesOf(operation: Operation, plan: Plan): Promise<readonly Found[]> {
  const [numbers, domains] = await Promise.all([
    allEntries(operation, phoneNumbers),
    allEntries(operation, sipDomains),
  ]);
  return [
    ...[...numbers.values()].map((number) => found("number", number, obstacle(number, plan))),
    ...[...domains.values()].map((domain) => found("sipDomain", domain, obstacle(domain, plan))),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const found = (
  key: Found["key"],
  { name, friendlyName, webhook }: Entry,
  unusable: string | undefined,
): Found => ({
  key,
  name: key === "number" ? name : name.toLowerCase(),
  friendlyName,
  webhook,
  unusable,
});

function obstacle(entry: PhoneNumber | SipDomain, plan: Plan): string | undefined {
  if ("voice" in entry && !entry.voice) return "it takes no calls: it has no voice capability";
  if ("receives" in entry && entry.receives === "fax") return "it receives faxes";
  const holder = holderIn(entry, plan);
  return holder === undefined
    ? undefined
    : `its calls go to ${holder}. Detach it there and import again, or write a file with \`takeOver: true\``;
}

/** What a number's webhooks mean here; each is undefined where they are somebody else's. */
export interface Meaning {
  readonly answer: string | undefined;
  readonly onError: string | undefined;
}

/** Reads webhooks as a deployment of the plan at that host would have set them. */
export function meaningOf(
  { voiceUrl, voiceMethod, voiceFallbackUrl, voiceFallbackMethod }: Webhook,
  plan: Plan,
  domainName: string | undefined,
): Meaning {
  const documentOf = (url: string, method: string, folder: string): string | undefined => {
    const start = `https://${domainName}/${folder}/`;
    if (domainName === undefined || method !== "GET" || !url.startsWith(start) || !url.endsWith(".xml"))
      return undefined;
    const name = url.slice(start.length, -".xml".length);
    const id = own(plan.aliases, name) ?? name;
    return own(plan.destinations, id) === undefined ? undefined : id;
  };
  const isAgent = plan.agent !== undefined && voiceUrl === plan.agent.url && voiceMethod === "POST";
  return {
    answer: isAgent ? "agent" : documentOf(voiceUrl, voiceMethod, "handoffs"),
    onError: documentOf(voiceFallbackUrl, voiceFallbackMethod, "onerror"),
  };
}
