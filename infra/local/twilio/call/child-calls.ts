import type { Call } from "../state.ts";
import { dialCallStatus } from "./dial.ts";
import { addressOf } from "./leg.ts";
import type { CallTrace } from "./trace.ts";

/** The legs of a call as calls of their own, as they ended. https://www.twilio.com/docs/voice/api/call-resource */
export const childCallsOf = (parent: Call, { events }: CallTrace): readonly Call[] =>
  events.flatMap((event): readonly Call[] => {
    if (event.kind !== "leg" || event.callSid === null || event.destination.kind === "queue") return [];
    const began = Date.parse(parent.start_time) + event.at * 1000;
    const isOver = new Date(began + event.duration * 1000).toISOString();
    const status = dialCallStatus[event.outcome];
    return [
      {
        sid: event.callSid,
        parent_call_sid: parent.sid,
        from: event.callerId,
        to: addressOf(event.destination),
        status,
        direction: "outbound-dial",
        phone_number_sid: null,
        start_time: new Date(began).toISOString(),
        end_time: isOver,
        duration: status === "completed" ? event.duration : null,
        date_created: parent.date_created,
        date_updated: isOver,
      },
    ];
  });
