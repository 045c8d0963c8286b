import { at, type Rule, relatedTo } from "./rule.ts";

/** Exactly one destination is the default: calls whose destination is unknown go there. */
export const oneDefault: Rule = function* (catalog) {
  const defaults = [...catalog.destinations.values()].filter((entry) => entry.value.default === true);
  const [first, ...others] = defaults;
  if (first === undefined) {
    // A file that could not be read may well be the default.
    if (catalog.project && catalog.broken.size === 0)
      yield at(catalog.project, [], {
        code: "no-default",
        message:
          catalog.destinations.size === 0
            ? "The project has no destination. Add a file to destinations/ with name, description, to and default: true."
            : "No destination is the default. Add `default: true` to the one that calls go to when their own is unknown.",
      });
    return;
  }
  for (const entry of others) {
    yield at(entry, ["default"], {
      code: "second-default",
      message: `"${entry.id}" is a second default; "${first.id}" is one already. Keep \`default: true\` in one of them.`,
      related: [relatedTo(first, ["default"], "the first default")],
    });
  }
};
