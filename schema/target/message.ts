import * as z from "zod";
import { prose } from "../text.ts";

/** Something said to the caller, after which the call ends. */
export const messageTarget = z.strictObject({
  get message() {
    return prose(4096).meta({ description: "Said to the caller; then the call ends." });
  },
});
