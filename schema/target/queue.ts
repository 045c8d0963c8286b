import * as z from "zod";
import { prose } from "../text.ts";
import { maxWait } from "./max-wait.ts";

/** A queue of Twilio's Voice API. */
export const queueTarget = z.strictObject({
  get queue() {
    return z.strictObject({
      // Twilio's <Enqueue> allows 64 characters.
      name: prose(64).meta({ description: "The queue's name at Twilio.", examples: ["support"] }),
      maxWait: maxWait.optional(),
    });
  },
});
