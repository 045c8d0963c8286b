import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Upload, Visibility } from "../client/content.ts";
import { isAsset, isProperties, type Properties, property, reveal, revealAll, text } from "../property.ts";

export const hashOf = (content: string): string => createHash("sha256").update(content).digest("hex");

/** Reads the code, and makes sure that it is what was previewed. */
export const codeDocument =
  (visibility: Visibility) =>
  async (inputs: Properties): Promise<Upload> => {
    const code = reveal(property(inputs, "code") ?? null);
    if (!isAsset(code)) throw new Error("`code` is no asset");
    const content = code.text ?? (await readFile(code.path ?? "", "utf8"));
    if (hashOf(content) !== code.hash) {
      throw new Error(
        `${code.path ?? "The code"} has changed since the preview. Run \`pulumi up\` again to see what it would do now.`,
      );
    }
    return { path: text(inputs, "path"), visibility, content, contentType: "application/javascript" };
  };

/** An input that holds an object, as the code reads it; empty when it is absent. */
export function data(inputs: Properties, name: string): Properties {
  const value = revealAll(property(inputs, name) ?? null);
  return isProperties(value) ? value : {};
}

/** With the keys in order, so that equal data are equal texts. */
export const json = (path: string, value: unknown): Upload => ({
  path,
  visibility: "private",
  contentType: "application/json",
  content: JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  ),
});
