import { userOf } from "./sip-uri.ts";
import type { VerbContext } from "./verb.ts";

/** What a callee is shown where the Dial says nothing: the caller, of a SIP address its user. */
export const defaultCallerId = (call: VerbContext): string => userOf(call.from) ?? call.from;

/**
 * Whether a caller shows no number: spelt on a keypad, `anonymous`, `restricted`, `blocked` and `unknown` are what
 * carriers send then. Twilio passes that on, and some carriers refuse the call.
 */
export const isWithheld = (callerId: string): boolean =>
  !/^\+[1-9]\d{6,14}$/.test(callerId) ||
  ["+266696687", "+7378742833", "+2562533", "+8656696"].includes(callerId);

/**
 * Whether a telephone may be shown this: the caller's or the called number, an owned or a verified one (13214).
 * A caller by SIP could claim any number, so theirs must be ours.
 */
export const isCallerId = (callerId: string, call: VerbContext): boolean => {
  const { phoneNumbers, callerIds } = call.state;
  const ours = [...Object.values(phoneNumbers), ...Object.values(callerIds)].map((one) => one.phone_number);
  return (!call.isSip && [call.from, call.to].includes(callerId)) || ours.includes(callerId);
};
