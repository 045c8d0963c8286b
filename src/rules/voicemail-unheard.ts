import { at, type Rule } from "./rule.ts";
import { targets } from "./within.ts";

/** Nobody learns of a message that was left. */
export const voicemailUnheard: Rule = function* (catalog) {
  for (const { entry, to, path } of targets(catalog))
    if (typeof to !== "string" && "voicemail" in to && to.voicemail.notify === undefined)
      yield at(entry, [...path, "voicemail"], {
        code: "voicemail-unheard",
        severity: "warning",
        part: "key",
        message:
          "Nobody learns of a message that is left here. Add `notify: https://…`, where Twilio posts each finished recording.",
      });
};
