import type { ValidCatalog } from "../catalog/catalog.ts";
import { byPosition, type Diagnostic } from "../diagnostic/diagnostic.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { knownNames, type Named } from "./known.ts";
import type { Mention, Mentions, Place } from "./mention.ts";
import { positions } from "./positions.ts";
import { unusedIn } from "./unused.ts";

/** A file of an agent, and what it says of destinations. */
export interface AgentFile {
  /** As messages show it. */
  readonly file: string;
  readonly text: string;
  readonly mentions: Mentions;
}

/**
 * Everything that is wrong or worth knowing of the names that an agent uses, in the order of files and positions.
 * `inProject` says how messages show a file of the project.
 */
export function checkReferences(
  catalog: ValidCatalog,
  files: readonly AgentFile[],
  inProject: (file: string) => string,
  environment?: string,
): readonly Diagnostic[] {
  const known = knownNames(catalog);
  const used = new Set<string>();
  let unresolved = 0;
  const found = files.flatMap(({ file, text, mentions }) => {
    const rangeOf = positions(text);
    const at = (place: Place, finding: Finding): Diagnostic => ({
      file,
      ...rangeOf(place),
      path: [],
      related: [],
      ...finding,
    });
    return firstOfEach(mentions).flatMap((mention): readonly Diagnostic[] => {
      if (mention.kind === "unresolved") {
        unresolved++;
        return [at(mention, atRunTime)];
      }
      const named = known.find(mention);
      if (named !== undefined && mention.kind !== "declared") used.add(named.id);
      const problem =
        named === undefined ? unknown(mention, known.candidates(mention.kind)) : formerly(mention, named);
      return problem ? [at(mention, problem)] : [];
    });
  });
  const idle = unusedIn(catalog, used, unresolved, environment);
  return [...found, ...idle.map((each) => ({ ...each, file: inProject(each.file) }))].sort(byPosition);
}

type Finding = Pick<Diagnostic, "code" | "severity" | "message" | "suggestions">;

const atRunTime: Finding = {
  code: "unresolved-reference",
  severity: "warning",
  message:
    "Which destination this is shows at run time only, so nobody can say now that it exists. Write the ids where they are chosen, or hold the value against the manifest before the call.",
  suggestions: [],
};

function unknown({ kind, text }: Mention, candidates: readonly string[]): Finding {
  const shown = JSON.stringify(text.slice(0, 80));
  if (kind === "address")
    return {
      code: "unknown-reference",
      severity: "error",
      message:
        "Calls go to an address here that neither a destination nor a number of this project has. Take it from `handoffs manifest`, which names each.",
      suggestions: [],
    };
  const suggestions = suggest(text.slice(0, 200), candidates);
  const remedy =
    kind === "declared"
      ? " Make this file anew with `handoffs manifest`."
      : suggestions.length > 0
        ? didYouMean(suggestions)
        : " A destination that was removed needs an heir: list this id under its `aliases`.";
  return {
    code: "unknown-reference",
    severity: "error",
    message: `There is no destination ${shown}.${remedy}`,
    suggestions,
  };
}

/** A former id still works; a name where only an id does is a mistake. */
function formerly({ kind, text }: Mention, { id, by }: Named): Finding | undefined {
  if (by === "alias")
    return {
      code: "former-reference",
      severity: "warning",
      message: `${JSON.stringify(text)} was renamed to "${id}". Its URL still works; write "${id}".`,
      suggestions: [id],
    };
  if (by === "name" && kind === "id")
    return {
      code: "unknown-reference",
      severity: "error",
      message: `${JSON.stringify(text)} is the name of "${id}", and the id is wanted here. Write "${id}".`,
      suggestions: [id],
    };
  return undefined;
}

/** Two names for one constant lead to the same text. */
function firstOfEach(mentions: Mentions): Mentions {
  const seen = new Set<string>();
  return mentions.filter(({ kind, from, to }) => {
    const key = `${kind} ${from} ${to}`;
    return !seen.has(key) && seen.add(key);
  });
}
