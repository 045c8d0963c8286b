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
  read: (item) => ({ ...toEntry(item, "domain_name"), byocTrunkSid: optional(item, "byoc_trunk_sid") }),
};
