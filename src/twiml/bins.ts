import { isBye, onlyBySip } from "../evaluate/by-sip.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { newCall } from "../evaluate/event.ts";
import { needsCall } from "../evaluate/needs-call.ts";
import type { Route, Routing } from "../evaluate/routing.ts";
import { mapTexts, maxWaitOf, verbsFor } from "../target/index.ts";
import { fill } from "../target/variables.ts";
import { verbsOf } from "./decision.ts";
import { twiml } from "./document.ts";
import { type Element, element } from "./element.ts";
import { holding } from "./holding.ts";
import {
  binPath,
  endedPath,
  onErrorPath,
  routerErrorPath,
  routerPath,
  waitPath,
  whisperPath,
} from "./paths.ts";
import { say } from "./say.ts";
import { whisperUrl, whisperVerbs } from "./whisper.ts";

/** Every TwiML document of an environment by its path. */
export function bins(routing: Routing, onError: Iterable<string>): Readonly<Record<string, string>> {
  const sorted = [...documents(routing, onError)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([path, verbs]) => [path, twiml(verbs)]));
}

/** The verbs of each document. `onError` lists the destinations that numbers name as theirs. */
export function documents(
  routing: Routing,
  onError: Iterable<string>,
): ReadonlyMap<string, readonly Element[]> {
  const found = new Map<string, readonly Element[]>();
  for (const [id, route] of Object.entries(routing.destinations)) {
    found.set(binPath(id), firstStep(routing, id, route));
    for (const [path, verbs] of besides(routing, id, route)) found.set(path, verbs);
  }
  for (const [alias, id] of Object.entries(routing.aliases))
    found.set(binPath(alias), [redirect(binPath(id), "GET")]);
  for (const id of onError) found.set(onErrorPath(id), withoutRouter(routing, id));
  found.set(routerErrorPath, withoutRouter(routing, routing.default));
  if ([...found.values()].some((verbs) => verbs.some((verb) => verb.attributes.action === endedPath)))
    found.set(endedPath, [element("Hangup")]);
  return found;
}

/** Plain TwiML when the first step depends on nothing; otherwise the router decides when the call is there. */
function firstStep(routing: Routing, id: string, route: Route): readonly Element[] {
  if (needsCall(route, routing)) return [redirect(`${routerPath}?to=${id}`, "POST")];
  return verbsOf(evaluate(routing, { type: "handoff", at: 0, destination: id, call: newCall }), routing);
}

/** What callees hear before the caller, and callers while they wait. */
function* besides(
  routing: Routing,
  id: string,
  { to, screening }: Route,
): Iterable<readonly [string, readonly Element[]]> {
  if (screening && whisperUrl(id, screening, undefined) === whisperPath(id))
    yield [whisperPath(id), whisperVerbs(id, screening, routing.speech)];
  const maxWait = maxWaitOf(to);
  if (maxWait !== undefined) yield [waitPath(id), holding(maxWait, routing.hold.message, routing.speech)];
}

/**
 * A destination as one static document. Without an action, what follows <Dial> is said after a good conversation
 * too, to a caller who stays on the line; the other choice would be silence for everybody whom nobody answers.
 */
function withoutRouter(routing: Routing, id: string): readonly Element[] {
  const route = routing.destinations[id];
  if (!route) throw new Error(`No destination "${id}" to reach when the router fails`);
  const fixed = route.callerId.startsWith("+") ? route.callerId : undefined;
  // A document for every caller knows nobody's number, but always one of ours.
  const ours = routing.sipCallers || route.callerId === "called";
  const callerId = fixed ?? (ours ? routing.ownNumber : undefined);
  const { ring, recording } = route;
  const { speech, lastResort } = routing;
  const how = {
    action: undefined,
    callerId,
    ring,
    recording,
    speech,
    whisperUrl: undefined,
    waitUrl: waitPath(id),
    secrets: {},
  };
  // Without the router nobody fills variables in.
  const to = mapTexts(route.to, (text) => fill(text, {}));
  const verbs = isBye(to) && !onlyBySip(routing) ? [] : verbsFor(to, how);
  return verbs.at(-1)?.name === "Hangup"
    ? verbs
    : [...verbs, say(lastResort.message, speech), element("Hangup")];
}

function redirect(url: string, method: "GET" | "POST"): Element {
  return element("Redirect", { method }, url);
}
