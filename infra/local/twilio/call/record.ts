import { credentials } from "../credentials.ts";
import { newSid } from "../sid.ts";
import { methodOf, wholeNumberOf } from "./attributes.ts";
import { next, type Verb } from "./verb.ts";

/** Seconds that a caller speaks. */
const spoken = 12;

/**
 * https://www.twilio.com/docs/voice/twiml/record. Without an action the current document is asked again; when
 * nothing was said, no action is asked and the next verb follows.
 */
export const record: Verb = {
  name: "Record",
  attributes: [
    "action",
    "finishOnKey",
    "maxLength",
    "method",
    "playBeep",
    "recordingStatusCallback",
    "recordingStatusCallbackEvent",
    "recordingStatusCallbackMethod",
    "storageUrl",
    "storageUrlMethod",
    "timeout",
    "transcribe",
    "transcribeCallback",
    "trim",
  ],
  nouns: [],
  async run(element, call) {
    const timeout = wholeNumberOf(element, "timeout", call, { minimum: 0, maximum: 3600, otherwise: 5 });
    const maxLength = wholeNumberOf(element, "maxLength", call, {
      minimum: 2,
      maximum: 14_400,
      otherwise: 3600,
    });
    const outcome = call.takeOutcome(["recorded", "silent", "hangup"])?.outcome ?? "recorded";
    const seconds = outcome === "silent" ? 0 : Math.min(spoken, maxLength);
    call.pass(outcome === "silent" ? timeout : seconds);
    call.emit({ kind: "record", outcome, seconds });
    if (outcome === "silent") return next;

    const sid = newSid("RE");
    const webhook = {
      url: call.resolve(element.attributes.action ?? ""),
      method: methodOf(element, "method", call),
      params: {
        RecordingSid: sid,
        RecordingUrl: recordingUrl(sid),
        RecordingDuration: String(seconds),
        ...(outcome === "hangup" ? { Digits: "hangup" } : {}),
      },
    };
    return outcome === "hangup" ? call.callerHungUp(webhook) : { kind: "document", webhook };
  },
};

export const recordingUrl = (sid: string): string =>
  `https://api.twilio.com/2010-04-01/Accounts/${credentials.accountSid}/Recordings/${sid}`;
