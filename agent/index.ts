import type { Details, Outcome, callSidOf as PublicCallSidOf, handoffs as PublicHandoffs } from "./api.d.ts";
import { move } from "./move.ts";
import { onceForEachCall } from "./once.ts";
import { type Place, placesOf } from "./places.ts";
import { endMessage, readHandoffData, callSidOf as sidIn } from "./relay.ts";
import { posting } from "./requests.ts";
import { store } from "./store.ts";

export const callSidOf: typeof PublicCallSidOf = sidIn;

export const handoffs: typeof PublicHandoffs = ({ destinations, context, twilio }) => {
  const places = placesOf(destinations);
  const post = posting(twilio);
  const once = onceForEachCall();

  const handOver = async (callSid: string, destination: string, details: Details): Promise<Outcome> => {
    const stored = await store(context, callSid, destination, details, post);
    return await move(twilio.accountSid, callSid, destination, places, stored, post);
  };

  return {
    async callHandoff(call, destination, details) {
      // What comes from a model, or from a program without types, may be anything.
      const callSid = typeof call === "string" ? call : call?.sid;
      if (!isCallSid(callSid)) return { status: "refused", problem: `"${callSid}" is no CallSid` };
      const key = `${destination} ${details?.tried ?? ""}`;
      return await once(callSid, key, () => handOver(callSid, destination, details ?? {}));
    },

    endSession: (destination, details = {}) => endMessage({ destination, details }),

    async afterRelay({ CallSid, CallStatus, HandoffData }) {
      if (CallStatus === "completed") return hangUp;
      const handoff = readHandoffData(HandoffData);
      const place = handoff && places.find(handoff.destination);
      if (handoff === undefined || place === undefined) return redirectTo(places.default);
      if (isCallSid(CallSid)) await store(context, CallSid, handoff.destination, handoff.details, post);
      return redirectTo(place);
    },
  };
};

const isCallSid = (value: unknown): value is string =>
  typeof value === "string" && /^CA[0-9a-f]{32}$/i.test(value);

const hangUp = "<Response><Hangup/></Response>";

const redirectTo = ({ url }: Place): string =>
  `<Response><Redirect method="GET">${url.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</Redirect></Response>`;
