import { at, type Rule } from "./rule.ts";
import { ownSettings } from "./within.ts";

/** A switchboard answers before the extension rings, so Twilio never learns that nobody was there. */
export const extension: Rule = function* (catalog) {
  for (const { entry, value, path } of ownSettings(catalog)) {
    const { to } = value;
    if (to === undefined || typeof to === "string" || !("number" in to) || to.extension === undefined)
      continue;
    const fallback = value.fallback ?? catalog.project?.value.defaults?.fallback;
    if (fallback === undefined || value.screening?.accept !== undefined) continue;
    yield at(entry, [...path, "to", "extension"], {
      code: "extension-hides-no-answer",
      severity: "warning",
      part: "key",
      message: `A switchboard answers before extension ${to.extension} rings, so a call that nobody takes counts as answered and never reaches the fallback "${fallback}". Add \`screening: {whisper: …, accept: "1"}\`: only a person who presses the key has answered.`,
    });
  }
};
