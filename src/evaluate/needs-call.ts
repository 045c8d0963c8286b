import { legOf } from "../target/index.ts";
import { variablesIn } from "../target/variables.ts";
import type { Route, Routing } from "./routing.ts";

/** Whether the first step to a destination depends on the call, so that a static document cannot hold it. */
export function needsCall(route: Route, { sipCallers }: Pick<Routing, "sipCallers">): boolean {
  const { to } = route;
  if (route.hours !== undefined) return true;
  const depends = route.callerId === "called" || (route.callerId === "caller" && sipCallers);
  const showsCalled = depends && legOf(to) === "dial";
  return showsCalled || variablesIn(to).length > 0 || (to.kind === "sip" && to.credentials !== undefined);
}
