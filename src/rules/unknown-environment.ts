import type { Catalog, Entry } from "../catalog/catalog.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { local } from "../plan/environment.ts";
import { at, type Rule } from "./rule.ts";

/** An environment is named that `handoffs.yaml` does not have. */
export const unknownEnvironment: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project) return;
  const known = [...new Set([...Object.keys(project.value.environments), local])];
  const problem = (name: string) => {
    const suggestions = suggest(name, known);
    const message = `There is no environment "${name}" in handoffs.yaml, which has ${known.join(", ")}.${didYouMean(suggestions)}`;
    return { code: "unknown-environment" as const, message, suggestions };
  };
  for (const entry of withEnvironments(catalog)) {
    for (const name of Object.keys(entry.value.environments ?? {})) {
      if (!known.includes(name)) yield at(entry, ["environments", name], { ...problem(name), part: "key" });
    }
  }
  for (const [name, { like }] of Object.entries(project.value.environments)) {
    if (like === undefined) continue;
    const path = ["environments", name, "like"];
    if (name !== local)
      yield at(project, path, {
        code: "like-not-local",
        message: `Only \`local\` plays another environment. Remove \`like\` from "${name}".`,
        part: "key",
      });
    else if (like === local || !known.includes(like)) yield at(project, path, problem(like));
  }
  if (Object.keys(project.value.environments).every((name) => name === local))
    yield at(project, ["environments"], {
      code: "no-environment",
      message: "The project has no environment. Add one, such as `live`, with its account and agent.",
      part: "key",
    });
};

function withEnvironments(
  catalog: Catalog,
): readonly Entry<{ readonly environments?: Readonly<Record<string, unknown>> | undefined }>[] {
  return [...catalog.destinations.values(), ...catalog.numbers.values()];
}
