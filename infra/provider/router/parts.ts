import { codeDocument } from "../function/documents.ts";
import type { Part } from "../function/part.ts";
import { planDocument, secretsDocument } from "./documents.ts";

/** The code first: the router is its Function, and the Assets belong to it. */
export const routerParts: readonly Part[] = [
  {
    kind: "Functions",
    content: ["code"],
    path: "path",
    sid: "functionSid",
    version: "functionVersionSid",
    document: codeDocument("protected"),
  },
  {
    kind: "Assets",
    content: ["settings", "routes", "numbers"],
    path: "planPath",
    sid: "planAssetSid",
    version: "planVersionSid",
    document: planDocument,
    listed: true,
  },
  {
    kind: "Assets",
    content: ["secrets", "secretsPath"],
    path: "secretsPath",
    sid: "secretsAssetSid",
    version: "secretsVersionSid",
    document: secretsDocument,
    listed: true,
  },
];
