import type { Plan } from "../../src/plan/plan.ts";
import { serviceName } from "../../src/plan/service.ts";
import type { Diversion, Entry } from "../provider/client/entries.ts";
import { holderOf } from "../provider/holder.ts";

/** Who has the calls of a number or SIP domain, in words, if it is neither nobody nor this environment's own stack. */
export function holderIn(
  { trunkSid = "", voiceApplicationSid = "", webhook }: Entry & Partial<Diversion>,
  { project, environment }: Plan,
): string | undefined {
  if (trunkSid !== "") return `the SIP trunk ${trunkSid}`;
  if (voiceApplicationSid !== "") return `the TwiML application ${voiceApplicationSid}`;
  const stack = holderOf(webhook);
  return stack === undefined || stack === serviceName({ project, environment })
    ? undefined
    : `another handoffs stack, ${stack}`;
}
