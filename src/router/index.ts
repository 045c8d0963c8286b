import type { Decision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { reached } from "../evaluate/outcome.ts";
import { own } from "../evaluate/own.ts";
import type { Routing } from "../evaluate/routing.ts";
import { mapTexts } from "../target/index.ts";
import { fill } from "../target/variables.ts";
import { verbsOf } from "../twiml/decision.ts";
import { twiml } from "../twiml/document.ts";
import { element } from "../twiml/element.ts";
import { planPath, routerErrorPath, secretsPath } from "../twiml/paths.ts";
import { whisperVerbs } from "../twiml/whisper.ts";
import type { Parameters } from "./parameters.ts";
import { readRouterPlan } from "./plan.ts";
import { type Request, readRequest } from "./request.ts";
import type { Callback, FunctionsRuntime, Response } from "./runtime.ts";
import { writeTrail } from "./trail.ts";
import { valuesOf } from "./values.ts";

declare const Twilio: { readonly Response: new () => Response };
declare const Runtime: FunctionsRuntime;

/**
 * The Twilio Function at `/router`: turns a request into an event, asks `evaluate`, answers with TwiML. It always
 * answers: a fault of ours sends the call to the default destination's plain document.
 */
export function handler(_context: unknown, parameters: Parameters, callback: Callback): void {
  const response = new Twilio.Response();
  response.appendHeader("Content-Type", "text/xml");
  response.setBody(answer(parameters, response));
  callback(null, response);
}

const hangUp = () => twiml([element("Hangup")]);

function answer(parameters: Parameters, response: Response): string {
  try {
    const request = readRequest(parameters, Date.now());
    // Before any look-up: a good conversation ends well whatever was released meanwhile.
    if (request.type === "call ended" || (request.type === "outcome" && reached(request.outcome)))
      return hangUp();
    const routing = loadPlan();
    if (request.type === "whisper" || request.type === "keyed") return screen(routing, request, parameters);
    const decision = filled(evaluate(routing, request), parameters);
    if (decision.do === "return to agent") {
      const trail = writeTrail(parameters, [
        ...request.call.returned,
        decision.tried[0] ?? request.destination,
      ]);
      if (trail !== undefined) response.appendHeader("Set-Cookie", trail);
    }
    return twiml(verbsOf(decision, routing, secretsFor(decision)));
  } catch (error) {
    // The message is ours or the platform's and holds no caller's number; the stack says where.
    console.error("router fault:", error instanceof Error ? error.stack : "unknown");
    return twiml([element("Redirect", { method: "GET" }, routerErrorPath)]);
  }
}

/** The callee's side: the whisper with its variables, or the answer to a key. An empty document puts the caller through. */
function screen(
  routing: Routing,
  request: Extract<Request, { type: "whisper" | "keyed" }>,
  parameters: Parameters,
): string {
  const { destination } = request;
  const screening = own(routing.destinations, destination)?.screening;
  if (request.type === "keyed")
    return screening?.accept === undefined || screening.accept === request.digits ? twiml([]) : hangUp();
  if (screening?.whisper === undefined) return twiml([]);
  const whisper = fill(screening.whisper, valuesOf(parameters, destination));
  return twiml(whisperVerbs(destination, { ...screening, whisper }, routing.speech));
}

function filled(decision: Decision, parameters: Parameters): Decision {
  if (decision.do !== "try") return decision;
  const values = valuesOf(parameters, decision.destination);
  return { ...decision, to: mapTexts(decision.to, (text) => fill(text, values)) };
}

/** Passwords are read only for a call that needs one. */
function secretsFor(decision: Decision): Readonly<Record<string, string>> {
  if (decision.do !== "try" || decision.to.kind !== "sip" || !decision.to.credentials) return {};
  return JSON.parse(Runtime.getAssets()[secretsPath]?.open() ?? "{}") as Readonly<Record<string, string>>;
}

let loaded: Routing | undefined;

/** A build's assets never change, so a warm Function reads its plan once. */
function loadPlan(): Routing {
  if (loaded) return loaded;
  const asset = Runtime.getAssets()[planPath];
  if (!asset) throw new Error("The plan is not among the private assets of this build");
  loaded = readRouterPlan(asset.open());
  return loaded;
}
