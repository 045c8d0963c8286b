import * as z from "zod";
import { duration, formatted, phoneNumber } from "../text.ts";

/** A telephone, with the extension that is keyed once it has answered. */
export const numberTarget = z.strictObject({
  number: phoneNumber.meta({
    description: "The phone number in E.164 form, in quotes.",
    examples: ["+442079460123"],
  }),
  extension: formatted({
    code: "extension-form",
    // The keys that Twilio's sendDigits knows, without its `w`: pauses are `pause`.
    pattern: /^[0-9*#]{1,32}$/,
    expected: 'the keys of an extension, in quotes, such as "204"',
  })
    .meta({ description: "Keys sent after the number has answered, in quotes.", examples: ["204"] })
    .optional(),
  // Twilio's <Number> takes sendDigits of any sensible length; half a second is one `w`.
  pause: duration(1, 30)
    .meta({ description: "Wait between the answer and the extension.", default: "1s" })
    .optional(),
});
