import type { Call } from "../evaluate/event.ts";
import type { InboundLine } from "../plan/plan.ts";

/** What a call to a line has by that alone: to a SIP domain it comes from a SIP address. */
export const callerTo = ({ number, sipDomain }: InboundLine): Pick<Call, "from" | "to"> =>
  number === undefined ? { from: `sip:caller@${sipDomain}` } : { to: number };
