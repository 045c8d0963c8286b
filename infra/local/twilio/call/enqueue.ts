import { createHash } from "node:crypto";
import { credentials } from "../credentials.ts";
import { actionOf, goOn } from "./action.ts";
import { methodOf, wholeNumberOf } from "./attributes.ts";
import { CallError } from "./call-error.ts";
import { conversation } from "./leg.ts";
import type { QueueDestination, QueueOutcome, ScriptedOutcome } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { Verb, VerbContext } from "./verb.ts";
import type { WaitPlan, WaitResult } from "./waiting.ts";

/** Seconds until somebody comes, or the caller hangs up, unless the call request says another time. */
const usualWait = 20;

/** https://www.twilio.com/docs/voice/twiml/enqueue. The caller is alone in the queue. */
export const enqueue: Verb = {
  name: "Enqueue",
  attributes: ["action", "maxQueueSize", "method", "waitUrl", "waitUrlMethod", "workflowSid"],
  nouns: ["Task"],
  async run(element, call) {
    let queue: QueueDestination;
    try {
      queue = queueOf(element, call);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      call.emit({ kind: "error", code: error.code, message: error.message, url: error.url });
      return goOn(actionOf(element, call, { QueueResult: "error" }));
    }
    const ordered = call.takeOutcome(outcomes) ?? { outcome: "picked-up" };
    if (ordered.outcome === "queue-full" || ordered.outcome === "queue-failed") {
      call.emit({ kind: "dequeue", queue, outcome: ordered.outcome, waited: 0 });
      return goOn(actionOf(element, call, { QueueResult: queueResult[ordered.outcome] }));
    }
    call.emit({ kind: "enqueue", queue });
    const sid = queueSid(queue);
    const { ending, waited } = await call.wait(waitPlan(element, call, sid, untilWhen(queue, ordered)));
    const outcome = outcomeOf(ending, ordered.outcome);
    call.emit({ kind: "dequeue", queue, outcome, waited });
    if (outcome === "picked-up") call.pass(conversation);
    const action = actionOf(element, call, {
      QueueResult: queueResult[outcome],
      QueueSid: sid,
      QueueTime: String(waited),
    });
    return outcome === "hangup" || outcome === "ended" ? call.callerHungUp(action) : goOn(action);
  },
};

const outcomes = ["picked-up", "waited-out", "queue-full", "queue-failed", "hangup"] as const;

const queueOf = (element: TwimlElement, call: VerbContext): QueueDestination => {
  const { workflowSid } = element.attributes;
  const task = element.children.find(({ name }) => name === "Task");
  if (workflowSid === undefined) {
    const name = task === undefined ? element.text : "";
    if (name === "") throw new CallError(14204, "Enqueue: Queue name too short", call.documentUrl);
    if (name.length > 64) throw new CallError(14205, "Enqueue: Queue name too long", call.documentUrl);
    return { kind: "queue", name };
  }
  if (!/^WW[0-9a-f]{32}$/i.test(workflowSid))
    throw new CallError(14220, `Enqueue: Workflow SID ${workflowSid} is invalid`, call.documentUrl);
  return {
    kind: "workflow",
    workflowSid,
    attributes: attributesOf(task?.content ?? "", call),
    priority: numberOf(task, "priority", 2_147_483_647, call),
    timeout: numberOf(task, "timeout", 1_209_600, call),
  };
};

const attributesOf = (json: string, call: VerbContext): Readonly<Record<string, unknown>> => {
  if (json.trim() === "") return {};
  try {
    const attributes: unknown = JSON.parse(json);
    if (typeof attributes === "object" && attributes !== null && !Array.isArray(attributes))
      return { ...attributes };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CallError(14221, "Enqueue: Provided Attributes JSON was not valid", call.documentUrl);
};

const numberOf = (
  task: TwimlElement | undefined,
  name: string,
  maximum: number,
  call: VerbContext,
): number | null => {
  if (task?.attributes[name] === undefined) return null;
  const value = wholeNumberOf(task, name, call, { minimum: 0, maximum, otherwise: -1 });
  return value < 0 ? null : value;
};

/** When a Task's time is up nobody comes any more, and the call waits on. */
const untilWhen = (
  queue: QueueDestination,
  { outcome, after = usualWait }: ScriptedOutcome,
): number | null => {
  const isTooLate = outcome === "picked-up" && queue.kind === "workflow" && after > (queue.timeout ?? after);
  return outcome === "waited-out" || isTooLate ? null : after;
};

const waitPlan = (element: TwimlElement, call: VerbContext, sid: string, until: number | null): WaitPlan => {
  const { waitUrl } = element.attributes;
  return {
    document: waitUrl
      ? { url: call.resolve(waitUrl), method: methodOf(element, "waitUrlMethod", call), params: {} }
      : null,
    params: (waited) => ({
      QueuePosition: "1",
      QueueSid: sid,
      QueueTime: String(waited),
      AvgQueueTime: String(waited),
      CurrentQueueSize: "1",
      MaxQueueSize: "1000",
    }),
    until,
  };
};

/** The same for the same queue, as on Twilio, where it outlives the calls in it. */
const queueSid = (queue: QueueDestination): string => {
  const name = queue.kind === "queue" ? queue.name : queue.workflowSid;
  return `QU${createHash("md5").update(`${credentials.accountSid} ${name}`).digest("hex")}`;
};

const outcomeOf = (ending: WaitResult["ending"], ordered: QueueOutcome): QueueOutcome =>
  (({ interrupted: ordered, left: "waited-out", "hung up": "ended", failed: "error" }) as const)[ending];

/** https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values */
const queueResult: Record<QueueOutcome, string> = {
  "picked-up": "bridged",
  "waited-out": "leave",
  "queue-full": "queue-full",
  "queue-failed": "system-error",
  hangup: "hangup",
  ended: "hangup",
  error: "error",
};
