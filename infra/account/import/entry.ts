import { own } from "../../../src/evaluate/own.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { allEntries, type Entry, type Webhook } from "../../provider/client/entries.ts";
import { type PhoneNumber, phoneNumbers } from "../../provider/client/numbers.ts";
import { sipDomains } from "../../provider/client/sip-domains.ts";
import type { Operation } from "../../provider/operation.ts";

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
export async function entriesOf(operation: Operation): Promise<readonly Found[]> {
  const [numbers, domains] = await Promise.all([
    allEntries(operation, phoneNumbers),
    allEntries(operation, sipDomains),
  ]);
  return [
    ...[...numbers.values()].map((number) => found("number", number, obstacle(number))),
    ...[...domains.values()].map((domain) => found("sipDomain", domain, undefined)),
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

function obstacle({ voice, receives, trunkSid, voiceApplicationSid }: PhoneNumber): string | undefined {
  if (!voice) return "it takes no calls: it has no voice capability";
  if (receives === "fax") return "it receives faxes";
  const [what, sid] = trunkSid !== "" ? ["SIP trunk", trunkSid] : ["TwiML application", voiceApplicationSid];
  return sid === ""
    ? undefined
    : `its calls go to the ${what} ${sid}, so Twilio never asks its voice URL. To have it answered here, detach it in Twilio's console and import again`;
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
