import { screeningIn } from "./applied.ts";
import { eachLayers } from "./environments.ts";
import { at, type Rule } from "./rule.ts";

/** Whoever picks up must be told which key takes the call. */
export const screening: Rule = function* (catalog) {
  for (const entry of catalog.destinations.values()) {
    const reported = new Set<string>();
    for (const layers of eachLayers(catalog)) {
      const { accept, whisper } = screeningIn(entry.value, layers);
      if (accept === undefined) continue;
      // Where an environment has another whisper, that is what leaves the key out.
      const place = whisper && whisper.path.length > accept.path.length ? whisper.path : accept.path;
      if (reported.has(place.join())) continue;
      reported.add(place.join());
      if (whisper === undefined)
        yield at(entry, accept.path, {
          code: "screening-silent",
          part: "key",
          message: `Whoever picks up hears nothing and cannot know to press ${accept.value}, so no call would ever be put through. Add \`whisper: "… Press ${accept.value} to take the call."\`.`,
        });
      else if (!spoken(accept.value).some((word) => whisper.value.toLowerCase().includes(word)))
        yield at(entry, place, {
          code: "screening-unexplained",
          severity: "warning",
          message: `The whisper does not say to press ${accept.value}: "${whisper.value}". Add, for example: Press ${accept.value} to take the call.`,
        });
    }
  }
};

const words: Readonly<Record<string, readonly string[]>> = {
  "*": ["star", "asterisk"],
  "#": ["hash", "pound"],
};

function spoken(key: string): readonly string[] {
  return [key, ...(words[key] ?? [])];
}
