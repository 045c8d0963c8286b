import type { Catalog, ValidCatalog } from "../catalog/catalog.ts";
import { compile } from "../plan/compile.ts";
import { onErrorOf } from "../plan/documents.ts";
import { environmentsOf } from "../plan/environment.ts";
import { documents } from "../twiml/bins.ts";
import { twiml } from "../twiml/document.ts";
import type { Element } from "../twiml/element.ts";
import { at, type Rule } from "./rule.ts";
import { targets } from "./within.ts";

/** Bytes of one TwiML document. https://www.twilio.com/docs/api/errors/11750 */
const largestDocument = 64_000;

/** Protected assets that one build holds. https://www.twilio.com/docs/serverless/functions-assets/quickstart */
const mostDocuments = 1000;

/** No document depends on it. */
const anyDay = "2026-01-01";

/** What would only fail at Twilio: a document that is too large, or more of them than a build holds. */
export const size: Rule = function* (catalog) {
  if (!isCompilable(catalog) || isSmall(catalog)) return;
  const reported = new Set<string>();
  for (const environment of environmentsOf(catalog.project.value)) {
    const plan = compile(catalog, environment, anyDay);
    const found = documents(plan, onErrorOf(plan));
    if (found.size > mostDocuments && !reported.has("count")) {
      reported.add("count");
      yield at(catalog.project, ["project"], {
        code: "too-many-documents",
        message: `${environment} needs ${found.size} TwiML documents, and a build of Twilio holds ${mostDocuments}. Split the project in two.`,
      });
    }
    for (const [path, verbs] of found) {
      const entry = catalog.destinations.get(/([a-z0-9-]+)\.xml$/.exec(path)?.[1] ?? "");
      if (!entry || reported.has(path) || textLength(verbs) < suspicious) continue;
      const bytes = Buffer.byteLength(twiml(verbs));
      if (bytes <= largestDocument) continue;
      reported.add(path);
      yield at(entry, ["to"], {
        code: "document-too-large",
        message: `The TwiML of this destination has ${bytes} bytes; Twilio reads ${largestDocument}. Shorten its texts.`,
      });
    }
  }
};

/** Whether no environment can come near either limit, so that most projects need not be compiled to know it. */
function isSmall(catalog: Catalog): boolean {
  const entries = [...catalog.destinations.values()];
  // A destination has its bin and at most a whisper, a wait and a plain document; all else is two documents more.
  const documents = entries.reduce((sum, { value }) => sum + 4 + (value.aliases?.length ?? 0), 2);
  // Every other text is limited by its own form.
  const longest = Math.max(
    0,
    ...[...targets(catalog)].map(({ to }) =>
      typeof to === "string" || !("flex" in to) ? 0 : JSON.stringify(to).length,
    ),
  );
  return documents <= mostDocuments && longest < suspicious;
}

/** Characters of text below which no document can be too large: an escaped one takes at most six bytes. */
const suspicious = 5_000;

function textLength(verbs: readonly (Element | string)[]): number {
  return verbs.reduce(
    (sum, verb) => sum + (typeof verb === "string" ? verb.length : 100 + textLength(verb.children)),
    0,
  );
}

function isCompilable(catalog: Catalog): catalog is ValidCatalog {
  const hasDefault = [...catalog.destinations.values()].some((entry) => entry.value.default === true);
  const known = (id: string) => catalog.destinations.has(id);
  const answered = [...catalog.numbers.values()].every(
    ({ value }) =>
      known(value.onError) &&
      Object.values(value.environments).every(({ onError }) => onError === undefined || known(onError)),
  );
  return catalog.project !== undefined && catalog.broken.size === 0 && hasDefault && answered;
}
