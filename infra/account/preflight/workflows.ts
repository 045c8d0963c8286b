import { pages } from "../../provider/client/paging.ts";
import { list, reply, required } from "../../provider/client/reply.ts";
import { ask, type Operation } from "../../provider/operation.ts";
import type { Check } from "./check.ts";
import { found, targetPlace, targetsOf } from "./places.ts";

/** Workflows of Flex that the account does not have: a call for one gets error 14220, and nobody picks up. */
export const workflows: Check = {
  question: "whether its Flex workflows exist",
  async run(subject) {
    const targets = targetsOf(subject.plan, "flex");
    if (targets.length === 0) return [];
    const { operation } = subject;
    const workspaces = await sids(operation, "/v1/Workspaces", "workspaces");
    const known = new Set(
      (
        await Promise.all(
          workspaces.map((sid) => sids(operation, `/v1/Workspaces/${sid}/Workflows`, "workflows")),
        )
      ).flat(),
    );
    return targets
      .filter(([, { workflow }]) => !known.has(workflow))
      .map(([id, { workflow }]) =>
        found(targetPlace(subject, id), {
          code: "workflow-absent",
          message: `The account has no workflow ${workflow}${known.size === 0 ? ", nor any other" : ""}. Copy the SID from TaskRouter's workflows in Twilio's console; each environment has its own.`,
        }),
      );
  },
};

/** https://www.twilio.com/docs/taskrouter/api */
async function sids(operation: Operation, path: string, field: string): Promise<readonly string[]> {
  const found = await pages((query) =>
    ask(operation, { method: "GET", product: "taskrouter", path, query }, reply),
  );
  return found.flatMap((page) => list(page, field).map((item) => required(item, "sid")));
}
