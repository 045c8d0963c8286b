import type { Method } from "../state.ts";
import type { Agent } from "./session.ts";
import type { LegOutcome, ScriptedOutcome } from "./trace.ts";

/**
 * A call to a number of the account or to a SIP domain of it (`sip:user@acme.sip.twilio.com`), or straight to a
 * document (GET unless `method` says otherwise).
 */
export type CallRequest = ({ readonly to: string } | { readonly url: string; readonly method?: Method }) &
  CallScript;

export interface CallScript {
  /** A number, or a SIP address: then the call comes by SIP, and can be sent on with REFER. */
  readonly from?: string;
  /** Of the INVITE, when the call comes by SIP. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How legs, waits and recordings end, in order; then well: `answered`, `transferred`, `picked-up`, `recorded`. */
  readonly outcomes?: readonly (LegOutcome | ScriptedOutcome)[];
  /** What the caller presses at each Gather, in order; then nothing. */
  readonly digits?: readonly string[];
  /** What a callee who accepts presses at a whisper's Gather, unless the outcome says; `1`. */
  readonly accept?: string;
  readonly agent?: Agent;
  /** When the call comes in, in milliseconds since 1970: what Functions then take for the time. */
  readonly at?: number;
}
