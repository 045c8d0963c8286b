import { seconds } from "../plan/duration.ts";
import { element } from "../twiml/element.ts";
import { endedPath } from "../twiml/paths.ts";
import { say } from "../twiml/say.ts";
import type { TargetKind } from "./target.ts";

/** A greeting, a beep and a recording. */
export interface VoicemailTarget {
  readonly kind: "voicemail";
  readonly greeting: string;
  /** Seconds. */
  readonly maxLength: number;
  /** Where Twilio posts the finished recording. */
  readonly notify?: string;
}

interface VoicemailShape {
  readonly voicemail: {
    readonly greeting: string;
    readonly maxLength?: string | undefined;
    readonly notify?: string | undefined;
  };
}

export const voicemail: TargetKind<VoicemailTarget, VoicemailShape> = {
  compile: ({ voicemail: { greeting, maxLength, notify } }) => ({
    kind: "voicemail",
    greeting,
    maxLength: seconds(maxLength ?? "2m"),
    ...(notify === undefined ? {} : { notify }),
  }),
  leg: () => "record",
  describe: () => "voicemail",
  rings: () => undefined,
  verbs: ({ greeting, maxLength, notify }, { action, speech }) => [
    say(greeting, speech),
    // Without an action, <Record> would ask for the current document again: a loop.
    element("Record", {
      action: action ?? endedPath,
      method: action === undefined ? "GET" : "POST",
      maxLength,
      playBeep: true,
      recordingStatusCallback: notify,
    }),
    // Twilio goes on here only when nobody spoke. https://www.twilio.com/docs/voice/twiml/record
    ...(action === undefined ? [] : [element("Redirect", { method: "POST" }, `${action}&outcome=silent`)]),
  ],
};
