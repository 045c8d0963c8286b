import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Upload } from "../client/content.ts";
import {
  equal,
  isAsset,
  isProperties,
  type Properties,
  property,
  reveal,
  revealAll,
  text,
  type Value,
} from "../property.ts";

/** The parts of the plan. In a state they are the content of `planVersionSid`; absent where that is not ours. */
export const planParts = ["settings", "routes", "numbers"] as const;

/** Whether the state's version of the code was uploaded from the state's `code`. */
export const codeIsOurs = (state: Properties): boolean =>
  text(state, "functionVersionSid") !== "" && property(state, "code") !== undefined;

/** Whether the state's version of the plan was uploaded from the state's `settings`, `routes` and `numbers`. */
export const planIsOurs = (state: Properties): boolean =>
  text(state, "planVersionSid") !== "" && planParts.every((part) => property(state, part) !== undefined);

/** Whether the uploaded code is the wanted one. */
export const hasCode = (state: Properties, inputs: Properties): boolean =>
  codeIsOurs(state) && equal(bare(state, "code"), bare(inputs, "code"));

/** Whether the uploaded plan is the wanted one. */
export const hasPlan = (state: Properties, inputs: Properties): boolean =>
  planIsOurs(state) && planParts.every((part) => equal(bare(state, part), bare(inputs, part)));

const bare = (properties: Properties, name: string): Value => revealAll(property(properties, name) ?? null);

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

/** The plan as the Function reads it, with the keys in order, so that equal plans are equal texts. */
export function planDocument(inputs: Properties): Upload {
  const settings = bare(inputs, "settings");
  const plan = {
    ...(isProperties(settings) ? settings : {}),
    routes: bare(inputs, "routes"),
    numbers: bare(inputs, "numbers"),
  };
  const content = JSON.stringify(plan, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return { path: text(inputs, "planPath"), visibility: "private", content, contentType: "application/json" };
}
