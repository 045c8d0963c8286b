import type { HandoffContext } from "../context/context.ts";
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

/** `data.order`; lists and objects are for the desk alone. */
function dataOf(context: HandoffContext | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(context?.data ?? {})
      .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
      .map(([name, value]) => [`data.${name}`, String(value)]),
  );
}
