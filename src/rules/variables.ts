import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { isFromAgent, variablesOf } from "../target/variables.ts";
import { at, type Rule } from "./rule.ts";
import { settings, targets } from "./within.ts";

/** What a call brings along; `data.<name>` is whatever the agent adds. */
export const knownVariables = [
  "reason",
  "utterance",
  "destination",
  "caller",
  "called",
  "call_sid",
  "shared_id",
] as const;

/** A variable that nothing supplies would be an empty text at run time. */
export const variables: Rule = function* (catalog) {
  const hasContext = catalog.project?.value.context !== undefined;
  for (const { entry, path, text } of texts(catalog)) {
    for (const name of variablesOf(text)) {
      if (isFromAgent(name) && !hasContext)
        yield at(entry, path, {
          code: "variable-without-context",
          severity: "warning",
          message: `\${${name}} stays empty: only an agent can supply it, and handoffs.yaml has no \`context\` where it could. Add \`context: {}\` there.`,
        });
      if (knownVariables.some((known) => known === name) || name.startsWith("data.")) continue;
      const suggestions = suggest(name, knownVariables).map((known) => `\${${known}}`);
      yield at(entry, path, {
        code: "unknown-variable",
        message: `Nothing supplies \${${name}}. There are ${knownVariables.map((known) => `\${${known}}`).join(", ")}, and \${data.…} for what the agent adds.${didYouMean(suggestions)}`,
        suggestions,
      });
    }
  }
};

function* texts(
  catalog: Catalog,
): Iterable<{ readonly entry: Entry<unknown>; readonly path: Path; readonly text: string }> {
  for (const { entry, value, path } of settings(catalog))
    if (value.screening?.whisper !== undefined)
      yield { entry, path: [...path, "screening", "whisper"], text: value.screening.whisper };
  for (const { entry, to, path } of targets(catalog)) {
    if (typeof to === "string") continue;
    const [key, values] =
      "sip" in to
        ? ["headers", to.sip.headers]
        : "flex" in to
          ? ["attributes", to.flex.attributes]
          : ["", undefined];
    const kind = "sip" in to ? "sip" : "flex";
    for (const [name, text] of Object.entries(values ?? {}))
      if (typeof text === "string") yield { entry, path: [...path, kind, key, name], text };
  }
}
