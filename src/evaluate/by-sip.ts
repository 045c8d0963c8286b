import { legOf } from "../target/index.ts";
import type { LegKind, Target } from "../target/target.ts";
import type { Call } from "./event.ts";
import type { Routing } from "./routing.ts";

type Lines = Pick<Routing, "sipCallers" | "ownNumber">;

/** Whether calls come to SIP domains alone: an environment with a telephone line has a number of its own. */
export const onlyBySip = ({ sipCallers, ownNumber }: Lines): boolean => sipCallers && ownNumber === undefined;

/** Whether the caller has a SIP side of their own. Of a call that nobody has made yet: whether every caller has. */
export const cameBySip = ({ from }: Pick<Call, "from">, lines: Lines): boolean =>
  from === undefined ? onlyBySip(lines) : /^sips?:/i.test(from);

/** Whether a target is BYE: the caller's own SIP side takes the call back. A telephone would be cut off by it. */
export const isBye = (to: Target): boolean => to.kind === "sip" && to.method === "bye";

/** The outcome that an attempt ends with where such calls come in: a telephone call cannot be given back. */
export const legIn = (lines: Lines, to: Target): LegKind =>
  isBye(to) && !onlyBySip(lines) ? "refer" : legOf(to);
