import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** Whoever picks up must be told which key takes the call. */
export const screening: Rule = function* (catalog) {
  for (const { entry, value, path, environment } of settings(catalog)) {
    const accept = value.screening?.accept;
    const whisper =
      value.screening?.whisper ?? (environment === undefined ? undefined : entry.value.screening?.whisper);
    if (accept === undefined) continue;
    if (whisper === undefined)
      yield at(entry, [...path, "screening", "accept"], {
        code: "screening-silent",
        part: "key",
        message: `Whoever picks up hears nothing and cannot know to press ${accept}, so no call would ever be put through. Add \`whisper: "… Press ${accept} to take the call."\`.`,
      });
    else if (!spoken(accept).some((word) => whisper.toLowerCase().includes(word)))
      yield at(entry, [...path, "screening", "accept"], {
        code: "screening-unexplained",
        severity: "warning",
        message: `The whisper does not say to press ${accept}: "${whisper}". Add, for example: Press ${accept} to take the call.`,
      });
  }
};

const words: Readonly<Record<string, readonly string[]>> = {
  "*": ["star", "asterisk"],
  "#": ["hash", "pound"],
};

function spoken(key: string): readonly string[] {
  return [key, ...(words[key] ?? [])];
}
