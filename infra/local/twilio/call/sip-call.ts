import { randomUUID } from "node:crypto";
import type { SipDomain, State } from "../state.ts";
import { hostOf } from "./sip-uri.ts";

/** The SIP domain of the account that an address is at. */
export const sipDomainOf = (state: State, address: string): SipDomain | undefined =>
  Object.values(state.sipDomains).find(({ domain_name }) => domain_name === hostOf(address));

/** What the first request of a call by SIP carries. https://www.twilio.com/docs/voice/api/sip-twiml */
export const sipParams = (
  headers: Readonly<Record<string, string>> = {},
  domain?: SipDomain,
): Readonly<Record<string, string>> => ({
  ...(domain === undefined ? {} : { SipDomain: domain.domain_name, SipDomainSid: domain.sid }),
  SipCallId: `${randomUUID()}@127.0.0.1`,
  SipSourceIp: "127.0.0.1",
  ...Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => /^(x-.+|user-to-user)$/i.test(name))
      .map(([name, value]) => [`SipHeader_${name}`, value]),
  ),
});
