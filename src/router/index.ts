import { evaluate } from "../evaluate/evaluate.ts";
import { reached } from "../evaluate/outcome.ts";
import type { Routing } from "../evaluate/routing.ts";
import { verbsOf } from "../twiml/decision.ts";
import { twiml } from "../twiml/document.ts";
import { element } from "../twiml/element.ts";
import { planPath, routerErrorPath } from "../twiml/paths.ts";
import type { Parameters } from "./parameters.ts";
import { readRouterPlan } from "./plan.ts";
import { readRequest } from "./request.ts";
import type { Callback, FunctionsRuntime, Response } from "./runtime.ts";
import { writeTrail } from "./trail.ts";

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
    const request = readRequest(parameters);
    // Before any look-up: a good conversation ends well whatever was released meanwhile.
    if (request.type === "call ended" || (request.type === "outcome" && reached(request.outcome)))
      return hangUp();
    const routing = loadPlan();
    const decision = evaluate(routing, request);
    if (decision.do === "return to agent") {
      const trail = writeTrail(parameters, [
        ...request.call.returned,
        decision.tried[0] ?? request.destination,
      ]);
      if (trail !== undefined) response.appendHeader("Set-Cookie", trail);
    }
    return twiml(verbsOf(decision, routing.speech));
  } catch (error) {
    // The message is ours or the platform's and holds no caller's number; the stack says where.
    console.error("router fault:", error instanceof Error ? error.stack : "unknown");
    return twiml([element("Redirect", { method: "GET" }, routerErrorPath)]);
  }
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
