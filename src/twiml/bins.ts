import { evaluate } from "../evaluate/evaluate.ts";
import { newCall } from "../evaluate/event.ts";
import type { Route, Routing } from "../evaluate/routing.ts";
import { kindOf } from "../target/index.ts";
import { attempt, verbsOf } from "./decision.ts";
import { twiml } from "./document.ts";
import { type Element, element } from "./element.ts";
import { binPath, endedPath, onErrorPath, routerErrorPath, routerPath } from "./paths.ts";
import { say } from "./say.ts";

/**
 * Every TwiML document of an environment by its path. `onError` lists the destinations that numbers name as theirs.
 */
export function bins(routing: Routing, onError: Iterable<string>): Readonly<Record<string, string>> {
  const documents = new Map<string, readonly Element[]>();
  for (const id of Object.keys(routing.destinations)) documents.set(binPath(id), firstStep(routing, id));
  for (const [alias, id] of Object.entries(routing.aliases))
    documents.set(binPath(alias), [redirect(binPath(id), "GET")]);
  for (const id of onError) documents.set(onErrorPath(id), withoutRouter(routing, id));
  documents.set(routerErrorPath, withoutRouter(routing, routing.default));
  if ([...documents.values()].some((verbs) => verbs.some((verb) => verb.attributes.action === endedPath)))
    documents.set(endedPath, [element("Hangup")]);
  return Object.fromEntries(
    [...documents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, verbs]) => [path, twiml(verbs)]),
  );
}

/** Plain TwiML when the first step depends on nothing; otherwise the router decides when the call is there. */
function firstStep(routing: Routing, id: string): readonly Element[] {
  const route = routing.destinations[id];
  if (route && needsCall(route)) return [redirect(`${routerPath}?to=${id}`, "POST")];
  return verbsOf(evaluate(routing, { type: "handoff", destination: id, call: newCall }), routing.speech);
}

function needsCall(route: Route): boolean {
  return route.callerId === "called" && kindOf(route.to).leg === "dial";
}

/**
 * A destination as one static document. Without an action, what follows <Dial> is said after a good conversation
 * too, to a caller who stays on the line; the other choice would be silence for everybody whom nobody answers.
 */
function withoutRouter(routing: Routing, id: string): readonly Element[] {
  const route = routing.destinations[id];
  if (!route) throw new Error(`No destination "${id}" to reach when the router fails`);
  const callerId = route.callerId.startsWith("+") ? route.callerId : undefined;
  const verbs = attempt(route.to, { action: undefined, callerId, ring: route.ring, speech: routing.speech });
  return verbs.at(-1)?.name === "Hangup"
    ? verbs
    : [...verbs, say(routing.lastResort.message, routing.speech), element("Hangup")];
}

function redirect(url: string, method: "GET" | "POST"): Element {
  return element("Redirect", { method }, url);
}
