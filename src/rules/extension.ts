import { targetFor } from "../plan/environment.ts";
import { screeningIn } from "./applied.ts";
import { eachEnvironment } from "./environments.ts";
import { fallbackOf } from "./reach.ts";
import { at, type Rule } from "./rule.ts";

/** A switchboard answers before the extension rings, so Twilio never learns that nobody was there. */
export const extension: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { project, environment, layers } of eachEnvironment(catalog)) {
    for (const [id, entry] of catalog.destinations) {
      const { to, file, path } = targetFor(project, entry, environment);
      const place = `${file.file} ${path.join("/")}`;
      if (typeof to === "string" || !("number" in to) || to.extension === undefined || reported.has(place))
        continue;
      const fallback = fallbackOf(catalog, layers, id);
      if (fallback === undefined || screeningIn(entry.value, layers).accept !== undefined) continue;
      reported.add(place);
      yield at(file, [...path, "extension"], {
        code: "extension-hides-no-answer",
        severity: "warning",
        part: "key",
        message: `A switchboard answers before extension ${to.extension} rings, so a call that nobody takes counts as answered and never reaches the fallback "${fallback}". Add \`screening: {whisper: …, accept: "1"}\`: only a person who presses the key has answered.`,
      });
    }
  }
};
