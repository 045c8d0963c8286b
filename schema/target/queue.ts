import * as z from "zod";
import { duration, prose } from "../text.ts";

/** A queue of Twilio's Voice API. */
export const queueTarget = z.strictObject({
  get queue() {
    return z.strictObject({
      // Twilio's <Enqueue> allows 64 characters.
      name: prose(64).meta({ description: "The queue's name at Twilio.", examples: ["support"] }),
      maxWait: duration(5, 86_400)
        .meta({ description: "Wait this long for a person; then the fallback applies.", default: "5m" })
        .optional(),
    });
  },
});
