import type { Catalog, ValidCatalog } from "../catalog/catalog.ts";
import { compile } from "../plan/compile.ts";
import { deployable } from "../plan/documents.ts";
import { environmentsOf } from "../plan/environment.ts";
import { at, type Rule } from "./rule.ts";

/** Bytes of one TwiML document. https://www.twilio.com/docs/api/errors/11750 */
const largestDocument = 64_000;

/** Protected assets that one build holds. https://www.twilio.com/docs/serverless/functions-assets/quickstart */
const mostDocuments = 1000;

/** No document depends on it. */
const anyDay = "2026-01-01";

/** What would only fail at Twilio: a document that is too large, or more of them than a build holds. */
export const size: Rule = function* (catalog) {
  if (!isCompilable(catalog)) return;
  const reported = new Set<string>();
  for (const environment of environmentsOf(catalog.project.value)) {
    const { bins } = deployable(compile(catalog, environment, anyDay));
    const count = Object.keys(bins).length;
    if (count > mostDocuments && !reported.has("count")) {
      reported.add("count");
      yield at(catalog.project, ["project"], {
        code: "too-many-documents",
        message: `${environment} needs ${count} TwiML documents, and a build of Twilio holds ${mostDocuments}. Split the project in two.`,
      });
    }
    for (const [path, document] of Object.entries(bins)) {
      const id = /([a-z0-9-]+)\.xml$/.exec(path)?.[1] ?? "";
      const entry = catalog.destinations.get(id);
      const bytes = Buffer.byteLength(document);
      if (bytes <= largestDocument || !entry || reported.has(path)) continue;
      reported.add(path);
      yield at(entry, ["to"], {
        code: "document-too-large",
        message: `The TwiML of this destination has ${bytes} bytes; Twilio reads ${largestDocument}. Shorten its texts.`,
      });
    }
  }
};

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
