import type { SyncKey } from "./sync.ts";

/** What the Function of the context API knows: the content of its private asset. */
export interface ContextSettings {
  /** `<project>/<environment>` */
  readonly scope: string;
  /** Of the desks' keys. */
  readonly hashes: readonly string[];
  readonly sync: SyncKey;
}

/** The private asset that holds them. */
export const settingsPath = "/context.json";

/** Reads the asset's text. Throws when it is damaged. */
export function readSettings(text: string): ContextSettings {
  const settings = JSON.parse(text) as ContextSettings;
  if (typeof settings.scope !== "string" || !Array.isArray(settings.hashes))
    throw new Error("The settings are damaged");
  return settings;
}
