import { own } from "../evaluate/own.ts";
import { agent } from "../evaluate/routing.ts";
import { local, playedBy } from "../plan/environment.ts";
import { references } from "./references.ts";
import { at, type Rule } from "./rule.ts";

/** `agent` is named for an environment that has no agent. */
export const noAgent: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project) return;
  const environments = project.value.environments;
  const without = Object.keys(environments).filter(
    (name) => name !== local && own(environments, name)?.agent === undefined,
  );
  for (const { entry, path, id, environment, overridden } of references(catalog)) {
    if (id !== agent) continue;
    const concerned =
      environment === undefined
        ? without.filter((name) => overridden?.(name) !== true)
        : without.filter((name) => name === (environment === local ? playedBy(project.value) : environment));
    if (concerned.length === 0) continue;
    yield at(entry, path, {
      code: "no-agent",
      message: `Calls are to go to the agent, but ${concerned.join(", ")} ${concerned.length === 1 ? "has" : "have"} none. Add \`agent: {url: …}\` to the environment in handoffs.yaml, or name a destination.`,
    });
  }
};
