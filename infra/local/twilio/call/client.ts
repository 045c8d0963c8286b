import { newSid } from "../sid.ts";
import { defaultCallerId } from "./caller-id.ts";
import { failLeg, legTo, ring } from "./leg.ts";
import type { LegPlan, Noun } from "./noun.ts";
import type { Leg } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/client. The identity is its text, or `<Identity>` beside `<Parameter>`s. */
export const client: Noun = {
  name: "Client",
  attributes: ["method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod", "url"],
  nouns: ["Identity", "Parameter"],
  maximum: 10,

  async ring(element, plan, call) {
    const leg = legOf(element, plan, call);
    const identity = identityOf(element);
    if (identity === "" || identity.length > maximumIdentity)
      return failLeg(leg, 13221, `Dial: Invalid client identity "${identity}"`, call);
    return ring(element, leg, plan, call);
  },

  cancel(element, plan, call) {
    call.emit({ ...legOf(element, plan, call), callSid: newSid("CA"), outcome: "canceled" });
  },
};

const maximumIdentity = 121;

const legOf = (element: TwimlElement, plan: LegPlan, call: VerbContext): Leg =>
  legTo(
    { kind: "client", identity: identityOf(element), parameters: parametersOf(element) },
    plan.callerId || defaultCallerId(call),
    plan,
  );

const identityOf = ({ children, text }: TwimlElement): string =>
  children.find(({ name }) => name === "Identity")?.text ?? text;

const parametersOf = ({ children }: TwimlElement): Readonly<Record<string, string>> =>
  Object.fromEntries(
    children
      .filter(({ name }) => name === "Parameter")
      .map(({ attributes: { name = "", value = "" } }) => [name, value]),
  );
