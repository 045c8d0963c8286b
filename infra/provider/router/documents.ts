import { pathAt } from "../client/commit.ts";
import type { Upload } from "../client/content.ts";
import { data, json } from "../function/documents.ts";
import { type Properties, text } from "../property.ts";

/** `settings`, `routes` and `numbers` as the Function reads them: one object, whose path tells its commit. */
export function planDocument(inputs: Properties): Upload {
  const [settings, routes, numbers] = ["settings", "routes", "numbers"].map((name) => data(inputs, name));
  return json(pathAt(text(inputs, "planPath"), text(inputs, "commit")), { ...settings, routes, numbers });
}

/** `secrets` as the Function reads them: text by name. */
export const secretsDocument = (inputs: Properties): Upload =>
  json(text(inputs, "secretsPath"), data(inputs, "secrets"));
