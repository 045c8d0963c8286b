import { randomUUID } from "node:crypto";
import { defaultCallerId } from "./caller-id.ts";
import { failLeg, legTo, ring } from "./leg.ts";
import type { LegPlan, LegResult, Noun } from "./noun.ts";
import { passedOn } from "./sip-headers.ts";
import { parseSipUri } from "./sip-uri.ts";
import type { DialOutcome, Leg, SipDestination } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/sip. One in a Dial, and nothing beside it. */
export const sip: Noun = {
  name: "Sip",
  attributes: [
    "amdStatusCallback",
    "amdStatusCallbackMethod",
    "machineDetection",
    "machineDetectionSilenceTimeout",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSpeechThreshold",
    "machineDetectionTimeout",
    "method",
    "password",
    "statusCallback",
    "statusCallbackEvent",
    "statusCallbackMethod",
    "url",
    "username",
  ],
  nouns: [],
  maximum: 1,

  async ring(element, plan, call) {
    const bare: SipDestination = { kind: "sip", uri: element.text.split("?")[0] ?? "", headers: {} };
    const parsed = parseSipUri(element.text);
    if ("code" in parsed) return failLeg(legOf(bare, plan, call), parsed.code, parsed.message, call);
    const passed = passedOn(parsed.headers, call);
    if (passed.kind === "refused") return failLeg(legOf(bare, plan, call), passed.code, passed.message, call);
    const leg = legOf(
      { kind: "sip", uri: parsed.uri, headers: passed.headers, ...usernameOf(element) },
      plan,
      call,
    );
    if (!/^[\w+\-.]+$/.test(leg.callerId))
      return failLeg(leg, 13214, `Dial: Invalid callerId value "${leg.callerId}"`, call);
    return withSipParams(await ring(element, leg, plan, call));
  },

  /** Never beside another noun, so never too late. */
  cancel() {},
};

const legOf = (destination: SipDestination, plan: LegPlan, call: VerbContext): Leg =>
  legTo(destination, plan.callerId || defaultCallerId(call), plan);

const usernameOf = ({ attributes: { username } }: TwimlElement): Pick<SipDestination, "username"> =>
  username === undefined ? {} : { username };

const withSipParams = (result: LegResult): LegResult => ({
  ...result,
  params: {
    DialSipCallId: `${randomUUID()}@127.0.0.1`,
    DialSipResponseCode: responseCode[result.outcome],
  },
});

/** RFC 3261, 21; what is not picked up in time Twilio cancels, which is answered with 487. */
const responseCode: Record<DialOutcome, string> = {
  answered: "200",
  declined: "200",
  machine: "200",
  busy: "486",
  "no-answer": "487",
  failed: "503",
  canceled: "487",
  hangup: "487",
};
