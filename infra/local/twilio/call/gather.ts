import { methodOf, wholeNumberOf } from "./attributes.ts";
import { next, type Verb } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/gather. Without keys pressed, the next verb follows. */
export const gather: Verb = {
  name: "Gather",
  attributes: [
    "action",
    "actionOnEmptyResult",
    "bargeIn",
    "debug",
    "enhanced",
    "finishOnKey",
    "hints",
    "input",
    "language",
    "maxSpeechTime",
    "method",
    "numDigits",
    "partialResultCallback",
    "partialResultCallbackMethod",
    "profanityFilter",
    "speechModel",
    "speechTimeout",
    "timeout",
  ],
  nouns: ["Say", "Play", "Pause"],
  async run(element, call) {
    const timeout = wholeNumberOf(element, "timeout", call, { minimum: 0, maximum: 600, otherwise: 5 });
    await call.runNested(element.children, ["Say", "Play", "Pause"]);
    const digits = pressed(call.takeDigits(), element.attributes);
    call.emit({ kind: "gather", digits: digits ?? null });
    if (digits === undefined) call.pass(timeout);
    if (digits === undefined && element.attributes.actionOnEmptyResult !== "true") return next;
    return {
      kind: "document",
      webhook: {
        url: call.resolve(element.attributes.action ?? ""),
        method: methodOf(element, "method", call),
        params: { Digits: digits ?? "", msg: "Gather End" },
      },
    };
  },
};

/** What reaches the application: without the finishing key, and no more than it asked for. */
const pressed = (
  digits: string | undefined,
  { finishOnKey = "#", numDigits }: Readonly<Record<string, string>>,
): string | undefined => {
  if (digits === undefined) return undefined;
  const finish = [...digits].findIndex((key) => finishOnKey.includes(key));
  const before = finish < 0 ? digits : digits.slice(0, finish);
  return before.slice(0, numDigits === undefined ? undefined : Number(numDigits));
};
