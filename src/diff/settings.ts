import type { Plan } from "../plan/plan.ts";
import { maxWaitOf } from "../target/index.ts";
import type { Both } from "./both.ts";
import type { Change, Setting } from "./change.ts";
import { shownNumbers } from "./shown-number.ts";

/** What is different for every destination at once. */
export function settingChanges({ before, after }: Both): readonly Change[] {
  return (Object.keys(settings) as (keyof typeof settings)[]).flatMap((name) => {
    const { value, matters, key } = settings[name];
    const [one, other] = [value(before), value(after)];
    if (JSON.stringify(one) === JSON.stringify(other) || !matters(before, after)) return [];
    return [
      {
        kind: "setting",
        subject: { setting: name },
        outcomes: [],
        before: one,
        after: other,
        origin: { side: "after", file: { kind: "project" }, key },
      },
    ];
  });
}

interface ComparedSetting {
  readonly value: (plan: Plan) => Extract<Change, { kind: "setting" }>["before"];
  /** Whether anybody notices. */
  readonly matters: (before: Plan, after: Plan) => boolean;
  /** The key of the project file. */
  readonly key: string;
}

const always = () => true;

const settings: Readonly<Record<Exclude<Setting, "default">, ComparedSetting>> = {
  // Both are part of every URL, which agents hold.
  project: { value: ({ project }) => project, matters: always, key: "project" },
  account: { value: ({ account = null }) => account, matters: always, key: "account" },
  agent: { value: ({ agent }) => agent?.url ?? null, matters: always, key: "agent" },
  // Documents that work without the router end in it too.
  lastResort: { value: ({ lastResort }) => lastResort.message, matters: always, key: "lastResort" },
  hold: {
    value: ({ hold }) => hold.message,
    matters: (_, { destinations }) =>
      Object.values(destinations).some(({ to }) => maxWaitOf(to) !== undefined),
    key: "hold",
  },
  context: {
    value: ({ context }) =>
      context
        ? `for ${context.ttl} s, for desks with the keys ${context.keys.join(", ") || "of nobody"}`
        : null,
    matters: always,
    key: "context",
  },
  speech: { value: ({ speech }) => speech, matters: always, key: "voice" },
  ownNumber: {
    value: ({ ownNumber = null }) => ownNumber,
    matters: (before, after) =>
      before.sipCallers &&
      after.sipCallers &&
      Object.values(after.destinations).some((route) => shownNumbers(after, route, true).sip === "own"),
    key: "project",
  },
};
