import { legOf } from "../target/index.ts";
import { takesHeaders } from "../target/sip.ts";
import { variablesIn } from "../target/variables.ts";
import { isBye, onlyBySip } from "./by-sip.ts";
import type { Route, Routing } from "./routing.ts";

/** Whether the first step to a destination depends on the call, so that a static document cannot hold it. */
export function needsCall(
  route: Route,
  routing: Pick<Routing, "sipCallers" | "ownNumber" | "context">,
): boolean {
  const { to } = route;
  const { sipCallers, context } = routing;
  if (route.hours !== undefined) return true;
  // A static document would hang up on a telephone, too.
  if (isBye(to) && !onlyBySip(routing)) return true;
  const depends = route.callerId === "called" || (route.callerId === "caller" && sipCallers);
  const showsCalled = depends && legOf(to) === "dial";
  // Where the agent leaves contexts, it may leave headers for any SIP target.
  if (context !== undefined && takesHeaders(to)) return true;
  return showsCalled || variablesIn(to).length > 0 || (to.kind === "sip" && to.credentials !== undefined);
}
