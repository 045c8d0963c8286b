import type { SipUri } from "./sip-uri.ts";
import type { VerbContext } from "./verb.ts";

/** RFC 3261, 25.1: token. */
const token = /^[\w\-.!%*+`'~]+$/;
const standard = ["user-to-user", "remote-party-id", "p-preferred-identity", "p-called-party-id"];
/** Line breaks and their like: what would begin another header. */
const control = /\p{Cc}/u;

export type PassedOn =
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "refused"; readonly code: number; readonly message: string };

/** The headers that Twilio puts into an INVITE. https://www.twilio.com/docs/voice/twiml/sip#custom-headers */
export const passedOn = (given: SipUri["headers"], call: Pick<VerbContext, "emit">): PassedOn => {
  const headers: [string, string][] = [];
  for (const [name, value] of given) {
    if (/^x-twilio/i.test(name)) {
      call.emit({ kind: "warning", code: 32113, message: `SIP: Header name is not allowed: ${name}` });
    } else if (!token.test(name) || (!/^x-./i.test(name) && !standard.includes(name.toLowerCase()))) {
      return { kind: "refused", code: 13252, message: `Dial: Invalid header name "${name}"` };
    } else if (control.test(value)) {
      call.emit({ kind: "warning", code: 32112, message: `SIP: Invalid header value of ${name}` });
    } else headers.push([name, value]);
  }
  return { kind: "headers", headers: Object.fromEntries(headers) };
};
