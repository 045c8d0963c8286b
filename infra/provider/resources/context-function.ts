import { checkPath, checkSid } from "../check.ts";
import { codeDocument, data, json } from "../function/documents.ts";
import { functionWith, importFunction } from "../function/function.ts";
import type { Part } from "../function/part.ts";
import type { Operation } from "../operation.ts";
import { type Properties, text } from "../property.ts";
import type { Found, Resource } from "../resource.ts";

const contextParts: readonly Part[] = [
  {
    kind: "Functions",
    content: ["code"],
    path: "path",
    sid: "functionSid",
    version: "functionVersionSid",
    document: codeDocument("public"),
  },
  {
    kind: "Assets",
    content: ["settings"],
    path: "settingsPath",
    sid: "settingsAssetSid",
    version: "settingsVersionSid",
    document: (inputs: Properties) => json(text(inputs, "settingsPath"), data(inputs, "settings")),
  },
];

/** A public Function and the private Asset with its settings. */
export const contextFunction: Resource = {
  type: "twilio:index:ContextFunction",

  check: (inputs) => [
    ...checkSid(inputs, "serviceSid", "ZS"),
    ...contextParts.flatMap(({ path }) => checkPath(inputs, path)),
  ],

  ...functionWith(contextParts, readNew),
};

/** For an import. A private Asset cannot be read back: the settings come out empty, and the next update uploads them. */
async function readNew(id: string, operation: Operation): Promise<Found | undefined> {
  const found = await importFunction(id, operation);
  if (found === undefined) return undefined;
  const { build, inputs } = found;
  const [settingsPath] = build.privatePaths;
  if (settingsPath === undefined)
    throw new Error(`The live build has no private Asset: ${inputs.path} has no settings.`);
  const plain = { ...inputs, settingsPath };
  const settingsVersionSid = build.assetVersions.get(settingsPath) ?? "";
  const outputs = {
    ...found.outputs,
    settingsAssetSid: build.owners.get(settingsVersionSid) ?? "",
    settingsVersionSid,
  };
  return { id, inputs: { ...plain, settings: {} }, state: { ...plain, ...outputs } };
}
