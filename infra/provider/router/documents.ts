import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Upload } from "../client/content.ts";
import { isAsset, isProperties, type Properties, property, reveal, revealAll, text } from "../property.ts";

export const hashOf = (content: string): string => createHash("sha256").update(content).digest("hex");

/** Reads the code, and makes sure that it is what was previewed. */
export async function codeDocument(inputs: Properties): Promise<Upload> {
  const code = reveal(property(inputs, "code") ?? null);
  if (!isAsset(code)) throw new Error("`code` is no asset");
  const content = code.text ?? (await readFile(code.path ?? "", "utf8"));
  if (hashOf(content) !== code.hash) {
    throw new Error(
      `${code.path ?? "The code"} has changed since the preview. Run \`pulumi up\` again to see what it would do now.`,
    );
  }
  return {
    path: text(inputs, "path"),
    visibility: "protected",
    content,
    contentType: "application/javascript",
  };
}

/** `settings`, `routes` and `numbers` as the Function reads them: one object. */
export function planDocument(inputs: Properties): Upload {
  const [settings, routes, numbers] = ["settings", "routes", "numbers"].map((name) => data(inputs, name));
  return json(text(inputs, "planPath"), { ...settings, routes, numbers });
}

/** `secrets` as the Function reads them: text by name. */
export const secretsDocument = (inputs: Properties): Upload =>
  json(text(inputs, "secretsPath"), data(inputs, "secrets"));

function data(inputs: Properties, name: string): Properties {
  const value = revealAll(property(inputs, name) ?? null);
  return isProperties(value) ? value : {};
}

/** With the keys in order, so that equal data are equal texts. */
const json = (path: string, value: unknown): Upload => ({
  path,
  visibility: "private",
  contentType: "application/json",
  content: JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  ),
});
