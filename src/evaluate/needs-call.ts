import { legOf } from "../target/index.ts";
import { variablesIn } from "../target/variables.ts";
import type { Route } from "./routing.ts";

/** Whether the first step to a destination depends on the call, so that a static document cannot hold it. */
export function needsCall(route: Route): boolean {
  const { to } = route;
  if (route.hours !== undefined) return true;
  const showsCalled = route.callerId === "called" && legOf(to) === "dial";
  return showsCalled || variablesIn(to).length > 0 || (to.kind === "sip" && to.credentials !== undefined);
}
