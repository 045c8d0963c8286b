import { type Parameters, textOf } from "./parameters.ts";

/** What `${variables}` stand for in this call, as far as Twilio's request says it. */
export function valuesOf(parameters: Parameters, destination: string): Readonly<Record<string, string>> {
  const value = (name: string) => textOf(parameters[name]) ?? "";
  return { destination, caller: value("From"), called: value("To"), call_sid: value("CallSid") };
}
