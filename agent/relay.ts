import type { Details } from "./api.d.ts";

/** What `handoffData` carries from the agent's WebSocket to the action. */
export interface RelayedHandoff {
  readonly destination: string;
  readonly details: Details;
}

/** https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#end-session-message */
export const endMessage = (handoff: RelayedHandoff): string =>
  JSON.stringify({ type: "end", handoffData: JSON.stringify(handoff) });

/** What the action's `HandoffData` says; undefined when it is none of ours, as after a WebSocket that broke off. */
export function readHandoffData(text: unknown): RelayedHandoff | undefined {
  const parsed = objectIn(text);
  const { destination, details } = parsed ?? {};
  if (typeof destination !== "string" || typeof details !== "object" || details === null) return undefined;
  return { destination, details };
}

/** https://www.twilio.com/docs/voice/conversationrelay/websocket-messages, https://www.twilio.com/docs/voice/media-streams/websocket-messages */
export function callSidOf(message: unknown): string | undefined {
  const { type, event, callSid, start } = objectIn(message) ?? {};
  const found = type === "setup" ? callSid : event === "start" ? objectIn(start)?.callSid : undefined;
  return typeof found === "string" ? found : undefined;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const parsed = typeof value === "string" ? parse(value) : value;
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
