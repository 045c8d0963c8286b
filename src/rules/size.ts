import type { Catalog, ValidCatalog } from "../catalog/catalog.ts";
import { compile } from "../plan/compile.ts";
import { onErrorOf } from "../plan/documents.ts";
import { environmentsOf } from "../plan/environment.ts";
import { documents } from "../twiml/bins.ts";
import { at, type Rule } from "./rule.ts";

/** Protected assets that one build holds. https://www.twilio.com/docs/serverless/functions-assets/quickstart */
const mostDocuments = 1000;

/** No document depends on it. */
const anyDay = "2026-01-01";

/** More documents than a build holds. None is too large (11750, 64 kB): every text is limited by its own form. */
export const size: Rule = function* (catalog) {
  if (!isCompilable(catalog) || isSmall(catalog)) return;
  for (const environment of environmentsOf(catalog.project.value)) {
    const plan = compile(catalog, environment, anyDay);
    const { size } = documents(plan, onErrorOf(plan));
    if (size <= mostDocuments) continue;
    yield at(catalog.project, ["project"], {
      code: "too-many-documents",
      message: `${environment} needs ${size} TwiML documents, and a build of Twilio holds ${mostDocuments}. Split the project in two.`,
    });
    return;
  }
};

/** Whether no environment can come near the limit, so that most projects need not be compiled to know it. */
function isSmall({ destinations }: Catalog): boolean {
  // A destination has its bin and at most a whisper, a wait and a plain document; all else is two documents more.
  const documents = [...destinations.values()].reduce(
    (sum, { value }) => sum + 4 + (value.aliases?.length ?? 0),
    2,
  );
  return documents <= mostDocuments;
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
