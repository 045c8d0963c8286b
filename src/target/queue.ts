import { seconds } from "../plan/duration.ts";
import { element } from "../twiml/element.ts";
import type { TargetKind } from "./target.ts";

/** A queue of Twilio's Voice API. */
export interface QueueTarget {
  readonly kind: "queue";
  readonly name: string;
  /** Seconds. */
  readonly maxWait: number;
}

interface QueueShape {
  readonly queue: { readonly name: string; readonly maxWait?: string | undefined };
}

export const queue: TargetKind<QueueTarget, QueueShape> = {
  compile: ({ queue: { name, maxWait } }) => ({ kind: "queue", name, maxWait: seconds(maxWait ?? "5m") }),
  leg: () => "queue",
  describe: ({ name }) => `the queue ${name}`,
  rings: ({ name }) => `queue:${name}`,
  verbs: ({ name }, { action, waitUrl }) => [
    element("Enqueue", { action, method: "POST", waitUrl, waitUrlMethod: "GET" }, name),
  ],
  maxWait: ({ maxWait }) => maxWait,
};
