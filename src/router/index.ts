import type { HandoffContext } from "../context/context.ts";
import { findContext } from "../context/sync.ts";
import type { Decision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { reached } from "../evaluate/outcome.ts";
import { own } from "../evaluate/own.ts";
import type { Routing } from "../evaluate/routing.ts";
import { takesHeaders } from "../target/sip.ts";
import { fill, isFromAgent, variablesIn, variablesOf } from "../target/variables.ts";
import { verbsOf } from "../twiml/decision.ts";
import { twiml } from "../twiml/document.ts";
import { element } from "../twiml/element.ts";
import { planPath, routerErrorPath, secretsPath } from "../twiml/paths.ts";
import { whisperVerbs } from "../twiml/whisper.ts";
import { filled } from "./filled.ts";
import type { Parameters } from "./parameters.ts";
import { readRouterPlan } from "./plan.ts";
import { type Request, readRequest } from "./request.ts";
import { withinRoom } from "./room.ts";
import type { Callback, FunctionsRuntime, Response } from "./runtime.ts";
import { syncKeyName, syncSecretName } from "./secrets.ts";
import { writeTrail } from "./trail.ts";
import { callersCall, valuesOf, whisperValuesOf } from "./values.ts";

declare const Twilio: { readonly Response: new () => Response };
declare const Runtime: FunctionsRuntime;

/**
 * The Twilio Function at `/router`: turns a request into an event, asks `evaluate`, answers with TwiML. It always
 * answers: a fault of ours sends the call to the default destination's plain document.
 */
export function handler(_context: unknown, parameters: Parameters, callback: Callback): void {
  const response = new Twilio.Response();
  response.appendHeader("Content-Type", "text/xml");
  const send = (body: string) => {
    response.setBody(body);
    callback(null, response);
  };
  const answer = safely(() => answerTo(parameters, response));
  if (typeof answer === "string") send(answer);
  else void contextFor(parameters, answer.scope).then((context) => send(safely(() => answer.with(context))));
}

/** A document, or one that needs to know what the agent handed over. */
type Answer = string | { readonly scope: string; readonly with: (context?: HandoffContext) => string };

const hangUp = () => twiml([element("Hangup")]);

function safely<T>(write: () => T): T | string {
  try {
    return write();
  } catch (error) {
    // The message is ours or the platform's and holds no caller's number; the stack says where.
    console.error("router fault:", error instanceof Error ? error.stack : "unknown");
    return twiml([element("Redirect", { method: "GET" }, routerErrorPath)]);
  }
}

function answerTo(parameters: Parameters, response: Response): Answer {
  const request = readRequest(parameters, Date.now());
  // Before any look-up: a good conversation ends well whatever was released meanwhile.
  if (request.type === "call ended" || (request.type === "outcome" && reached(request.outcome)))
    return hangUp();
  const routing = loadPlan();
  if (request.type === "whisper" || request.type === "keyed") return screen(routing, request, parameters);
  const decision = evaluate(routing, request);
  if (decision.do === "return to agent") {
    const trail = writeTrail(parameters, [...request.call.returned, decision.chosen]);
    if (trail !== undefined) response.appendHeader("Set-Cookie", trail);
  }
  const write = (context?: HandoffContext) =>
    twiml(verbsOf(forCall(decision, parameters, context), routing, secretsFor(decision)));
  const asks =
    decision.do === "try" && (takesHeaders(decision.to) || variablesIn(decision.to).some(isFromAgent));
  return asks && routing.context ? { scope: routing.context.scope, with: write } : write();
}

/** Characters that Twilio says; a longer text would be silence (13520). https://www.twilio.com/docs/voice/twiml/say */
const longestSaid = 4096;

/** The callee's side: the whisper with its variables, or the answer to a key. An empty document puts the caller through. */
function screen(
  routing: Routing,
  request: Extract<Request, { type: "whisper" | "keyed" }>,
  parameters: Parameters,
): Answer {
  const { destination } = request;
  const screening = own(routing.destinations, destination)?.screening;
  if (request.type === "keyed")
    return screening?.accept === undefined || screening.accept === request.digits ? twiml([]) : hangUp();
  const text = screening?.whisper;
  if (text === undefined) return twiml([]);
  const write = (context?: HandoffContext) => {
    const values = whisperValuesOf(parameters, request, context);
    const whisper = withinRoom(
      values,
      (values) => fill(text, values),
      ({ length }) => length <= longestSaid,
    );
    return twiml(whisperVerbs(destination, { ...screening, whisper }, routing.speech));
  };
  const asks = variablesOf(text).some(isFromAgent);
  return asks && routing.context ? { scope: routing.context.scope, with: write } : write();
}

function forCall(decision: Decision, parameters: Parameters, context: HandoffContext | undefined): Decision {
  if (decision.do !== "try") return decision;
  const values = valuesOf(parameters, decision.destination, context);
  return { ...decision, to: filled(decision.to, values, context) };
}

/** Milliseconds that a caller waits for Sync. */
const patience = 2000;

/** What the agent handed over with this call. Without it the call goes on as well, and its values are empty. */
async function contextFor(parameters: Parameters, scope: string): Promise<HandoffContext | undefined> {
  try {
    const callSid = callersCall(parameters);
    const { [syncKeyName]: key = "", [syncSecretName]: secret = "" } = secrets();
    const found = await findContext(scope, callSid, { key, secret }, Date.now(), patience, fetch);
    return found?.id === callSid ? found : undefined;
  } catch (error) {
    console.error("no context:", error instanceof Error ? error.message : "unknown");
    return undefined;
  }
}

/** Passwords are read only for a call that needs one. */
function secretsFor(decision: Decision): Readonly<Record<string, string>> {
  return decision.do === "try" && decision.to.kind === "sip" && decision.to.credentials ? secrets() : {};
}

function secrets(): Readonly<Record<string, string>> {
  return JSON.parse(Runtime.getAssets()[secretsPath]?.open() ?? "{}") as Readonly<Record<string, string>>;
}

let loaded: Routing | undefined;

/** A build's assets never change, so a warm Function reads its plan once. */
function loadPlan(): Routing {
  if (loaded) return loaded;
  const assets = Object.entries(Runtime.getAssets());
  // The commit that it was made of may follow.
  const [, asset] = assets.find(([path]) => `${path}/`.startsWith(`${planPath}/`)) ?? [];
  if (!asset) throw new Error("The plan is not among the private assets of this build");
  loaded = readRouterPlan(asset.open());
  return loaded;
}
