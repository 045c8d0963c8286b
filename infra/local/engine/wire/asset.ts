/** Assets (files and texts) inside property values. The engine adds the hash by which they are compared. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, Problem, refusal } from "../problem.ts";
import { isSigned, type Properties, rewriteAll, signatureKey, signatures, type Value } from "./property.ts";

/** `directory` is what the path of a file asset is relative to: the program's working directory. */
export function hashed(properties: Properties, directory: string): Properties {
  return rewriteAll(properties, (value) => {
    if (isSigned(value, "archive")) throw refusal("archives");
    if (!isSigned(value, "asset")) return value;
    const asset: Properties = value;
    const hash = createHash("sha256").update(content(asset, directory)).digest("hex");
    const source = typeof asset.text === "string" ? { text: asset.text } : { path: asset.path ?? "" };
    return { [signatureKey]: signatures.asset, hash, ...source };
  });
}

function content(asset: Properties, directory: string): string | Buffer {
  if (typeof asset.text === "string") return asset.text;
  if (typeof asset.path !== "string") throw refusal("remote assets");
  try {
    return readFileSync(resolve(directory, asset.path));
  } catch (error) {
    throw new Problem(`The file of an asset cannot be read: ${messageOf(error)}`);
  }
}

/** Assets as their hash alone: what a provider gets where only a comparison is wanted. */
export function elided(properties: Properties): Properties {
  return rewriteAll(properties, (value) =>
    isSigned(value, "asset")
      ? { [signatureKey]: signatures.asset, ...(value.hash !== undefined && { hash: value.hash }) }
      : value,
  );
}

/** Puts back the contents of elided assets that a provider echoed. */
export function restored(properties: Properties, original: Properties): Properties {
  const assets = new Map<Value | undefined, Properties>();
  rewriteAll(original, (value) => {
    if (isSigned(value, "asset")) assets.set(value.hash, value);
    return value;
  });
  if (assets.size === 0) return properties;
  return rewriteAll(properties, (value) => {
    const empty = isSigned(value, "asset") && value.text === undefined && value.path === undefined;
    return empty ? (assets.get(value.hash) ?? value) : value;
  });
}
