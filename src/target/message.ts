import { element } from "../twiml/element.ts";
import { say } from "../twiml/say.ts";
import type { TargetKind } from "./target.ts";

/** Something said to the caller, after which the call ends. */
export interface MessageTarget {
  readonly kind: "message";
  readonly message: string;
}

interface MessageShape {
  readonly message: string;
}

export const message: TargetKind<MessageTarget, MessageShape> = {
  compile: ({ message }) => ({ kind: "message", message }),
  leg: () => "none",
  describe: () => "a message, then the call ends",
  rings: () => undefined,
  verbs: ({ message }, { speech }) => [say(message, speech), element("Hangup")],
};
