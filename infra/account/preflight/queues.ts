import { pages } from "../../provider/client/paging.ts";
import { list, optional, reply } from "../../provider/client/reply.ts";
import { ask } from "../../provider/operation.ts";
import type { Check } from "./check.ts";
import { found, targetPlace, targetsOf } from "./places.ts";

/** Queues that are not there yet. Twilio makes one when the first caller enters it, mistyped or not. */
export const queues: Check = {
  question: "whether its queues exist",
  async run(subject) {
    const targets = targetsOf(subject.plan, "queue");
    if (targets.length === 0) return [];
    const { operation } = subject;
    const path = `/2010-04-01/Accounts/${encodeURIComponent(operation.configuration.accountSid ?? "")}/Queues.json`;
    const all = await pages((query) => ask(operation, { method: "GET", product: "api", path, query }, reply));
    const names = new Set(
      all.flatMap((page) => list(page, "queues").map((item) => optional(item, "friendly_name"))),
    );
    return targets
      .filter(([, { name }]) => !names.has(name))
      .map(([id, { name }]) =>
        found(targetPlace(subject, id), {
          code: "queue-absent",
          severity: "warning",
          message: `The account has no queue "${name}" yet. Twilio makes it for the first caller, who waits until somebody dials exactly this name: check it, or make the queue now.`,
        }),
      );
  },
};
