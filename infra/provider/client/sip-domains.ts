import { type Entries, type Entry, toEntry } from "./entries.ts";
import { optional } from "./reply.ts";

export interface SipDomain extends Entry {
  /** A Bring Your Own Carrier trunk, which has a voice URL of its own. */
  readonly byocTrunkSid: string;
}

/** https://www.twilio.com/docs/voice/sip/api/sip-domain-resource */
export const sipDomains: Entries<SipDomain> = {
  path: "SIP/Domains",
  field: "domains",
  read: (item) => {
    const entry = toEntry(item, "domain_name");
    // In names of domains case does not matter, and files have them in lower case.
    return { ...entry, name: entry.name.toLowerCase(), byocTrunkSid: optional(item, "byoc_trunk_sid") };
  },
};
