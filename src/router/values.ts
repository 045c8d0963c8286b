import type { HandoffContext } from "../context/context.ts";
import { isShowable } from "../evaluate/evaluate.ts";
import { type Parameters, textOf } from "./parameters.ts";
import type { Values } from "./room.ts";

/** What `${variables}` stand for in this call: what Twilio's request says, and what the agent handed over. */
export function valuesOf(
  parameters: Parameters,
  destination: string,
  context: HandoffContext | undefined,
): Values {
  const value = (name: string) => textOf(parameters[name]) ?? "";
  return {
    ...dataOf(context),
    ...(context && { reason: context.reason, utterance: context.utterance, shared_id: context.shared_id }),
    destination,
    caller: value("From"),
    called: value("To"),
    call_sid: value("CallSid"),
  };
}

/**
 * What they stand for in a whisper, which Twilio asks for on the callee's own leg: its `To` is the callee, and its
 * `From` what the callee is shown. https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function whisperValuesOf(
  parameters: Parameters,
  { destination, showsCaller }: { readonly destination: string; readonly showsCaller: boolean },
  context: HandoffContext | undefined,
): Values {
  const { caller = "", ...values } = valuesOf(parameters, destination, context);
  return {
    ...values,
    caller: showsCaller && isShowable(caller) ? caller : "",
    called: "",
    call_sid: callersCall(parameters),
  };
}

/** The CallSid of the caller's call, on the callee's leg too. */
export function callersCall(parameters: Parameters): string {
  return textOf(parameters.ParentCallSid) ?? textOf(parameters.CallSid) ?? "";
}

/** `data.order`; lists and objects are for the desk alone. */
function dataOf(context: HandoffContext | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(context?.data ?? {})
      .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
      .map(([name, value]) => [`data.${name}`, String(value)]),
  );
}
