import { seconds } from "../plan/duration.ts";
import { element } from "../twiml/element.ts";
import type { Target, TargetKind } from "./target.ts";

/** A Flex or TaskRouter workflow. */
export interface FlexTarget {
  readonly kind: "flex";
  /** `WW…` */
  readonly workflow: string;
  /** Task attributes; texts may hold `${variables}`. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly priority: number;
  /** Seconds. */
  readonly maxWait: number;
}

/** What the agent hands over, so that the desktop can show it. https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
const contextAttributes = {
  reason: "${reason}",
  utterance: "${utterance}",
  destination: "${destination}",
  shared_id: "${shared_id}",
  caller: "${caller}",
} as const;

/** A Flex target with the context beside its own attributes, which win; any other target as it is. */
export const withContext = <T extends Target>(to: T): T =>
  to.kind === "flex" ? { ...to, attributes: { ...contextAttributes, ...to.attributes } } : to;

/** Bytes of a task's attributes beside those that Twilio adds (up to 1,096); 4,096 in all. https://www.twilio.com/docs/taskrouter/limits */
const mostAttributes = 3000;

interface FlexShape {
  readonly flex: {
    readonly workflow: string;
    readonly attributes?: FlexTarget["attributes"] | undefined;
    readonly priority?: number | undefined;
    readonly maxWait?: string | undefined;
  };
}

export const flex: TargetKind<FlexTarget, FlexShape> = {
  compile: ({ flex: { workflow, attributes, priority, maxWait } }) => ({
    kind: "flex",
    workflow,
    attributes: attributes ?? {},
    priority: priority ?? 0,
    maxWait: seconds(maxWait ?? "5m"),
  }),
  leg: () => "queue",
  describe: ({ workflow }) => `the Flex workflow ${workflow}`,
  rings: ({ workflow }) => workflow,
  verbs: ({ workflow, attributes, priority }, { action, waitUrl }) => [
    element(
      "Enqueue",
      { workflowSid: workflow, action, method: "POST", waitUrl, waitUrlMethod: "GET" },
      element("Task", { priority: priority === 0 ? undefined : priority }, JSON.stringify(attributes)),
    ),
  ],
  maxWait: ({ maxWait }) => maxWait,
  mapTexts: (target, change) => ({
    ...target,
    attributes: Object.fromEntries(
      Object.entries(target.attributes).map(([name, value]) => [
        name,
        typeof value === "string" ? change(value) : value,
      ]),
    ),
  }),
  room: ({ attributes }) => ({ used: Buffer.byteLength(JSON.stringify(attributes)), most: mostAttributes }),
};
