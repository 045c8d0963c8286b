import * as z from "zod";
import { formatted } from "../text.ts";

/** A Twilio Voice SDK client: a browser or an app. */
export const clientTarget = z.strictObject({
  get client() {
    return formatted({
      code: "client-identity-form",
      // https://www.twilio.com/docs/voice/twiml/client: at most 121 characters.
      pattern: /^[A-Za-z0-9_]{1,121}$/,
      expected: "a client identity: at most 121 letters, digits and underscores",
    }).meta({ description: "The identity that the app registered with.", examples: ["front_desk"] });
  },
});
