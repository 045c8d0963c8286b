import { seconds } from "../plan/duration.ts";
import { dial, whisper } from "../twiml/dial.ts";
import { element } from "../twiml/element.ts";
import type { TargetKind } from "./target.ts";

/** A telephone. */
export interface NumberTarget {
  readonly kind: "number";
  /** E.164. */
  readonly number: string;
  /** Keys sent once it has answered. */
  readonly extension?: string;
  /** Seconds between the answer and the extension. */
  readonly pause?: number;
}

interface NumberShape {
  readonly number: string;
  readonly extension?: string | undefined;
  readonly pause?: string | undefined;
}

export const number: TargetKind<NumberTarget, NumberShape> = {
  compile: ({ number, extension, pause }) => ({
    kind: "number",
    number,
    ...(extension === undefined ? {} : { extension, pause: seconds(pause ?? "1s") }),
  }),
  leg: () => "dial",
  describe: ({ number, extension }) => (extension === undefined ? number : `${number} ext. ${extension}`),
  rings: ({ number, extension }) => (extension === undefined ? number : `${number};ext=${extension}`),
  verbs: (target, attempt) => [
    dial(attempt, element("Number", { sendDigits: sendDigits(target), ...whisper(attempt) }, target.number)),
  ],
};

/** In sendDigits each `w` waits half a second. https://www.twilio.com/docs/voice/twiml/number */
function sendDigits({ extension, pause = 0 }: NumberTarget): string | undefined {
  return extension === undefined ? undefined : "w".repeat(pause * 2) + extension;
}
