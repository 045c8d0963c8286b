import { methodOf } from "./attributes.ts";
import type { TwimlElement } from "./twiml.ts";
import { next, type Step, type VerbContext } from "./verb.ts";
import type { Webhook } from "./webhook.ts";

/** What a verb's `action` is told of how it went; undefined without one. */
export const actionOf = (
  element: TwimlElement,
  call: VerbContext,
  params: Readonly<Record<string, string>>,
): Webhook | undefined => {
  const { action } = element.attributes;
  return action
    ? { url: call.resolve(action), method: methodOf(element, "method", call), params }
    : undefined;
};

/** The call goes on with what the action answers; without one the next verb follows. */
export const goOn = (action: Webhook | undefined): Step =>
  action === undefined ? next : { kind: "document", webhook: action };
