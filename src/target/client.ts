import { dial, whisper } from "../twiml/dial.ts";
import { element } from "../twiml/element.ts";
import type { TargetKind } from "./target.ts";

/** A Twilio Voice SDK client: a browser or an app. */
export interface ClientTarget {
  readonly kind: "client";
  readonly identity: string;
}

interface ClientShape {
  readonly client: string;
}

export const client: TargetKind<ClientTarget, ClientShape> = {
  compile: ({ client }) => ({ kind: "client", identity: client }),
  leg: () => "dial",
  describe: ({ identity }) => `the client ${identity}`,
  rings: ({ identity }) => `client:${identity}`,
  verbs: ({ identity }, attempt) => [dial(attempt, element("Client", whisper(attempt), identity))],
};
