import * as z from "zod";
import { duration, httpsUrl, prose } from "../text.ts";

/** A greeting, a beep and a recording. */
export const voicemailTarget = z.strictObject({
  get voicemail() {
    return z.strictObject({
      // Twilio's <Say> takes at most 4,096 characters.
      greeting: prose(4096).meta({ description: "Said before the beep." }),
      // Twilio's <Record> stops at an hour.
      maxLength: duration(5, 3600).meta({ description: "The longest recording.", default: "2m" }).optional(),
      notify: httpsUrl.meta({ description: "Where Twilio posts the finished recording." }).optional(),
    });
  },
});
