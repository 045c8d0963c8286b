import * as z from "zod";
import { template } from "../template.ts";
import { formatted } from "../text.ts";
import { maxWait } from "./max-wait.ts";

/** A Flex or TaskRouter workflow. */
export const flexTarget = z.strictObject({
  get flex() {
    return z.strictObject({
      workflow: formatted({
        code: "workflow-sid-form",
        pattern: /^WW[0-9a-f]{32}$/,
        expected: "the SID of a TaskRouter workflow: WW and 32 hexadecimal digits",
      }).meta({ description: "The workflow that places the call." }),
      attributes: z
        .record(
          formatted({
            code: "attribute-name-form",
            pattern: /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/,
            expected: "the name of a task attribute: letters, digits, dots, hyphens and underscores",
          }),
          z.union([template(1024, "the value of a task attribute"), z.number(), z.boolean()]),
        )
        .meta({ description: "What workflow and desktop get to know.", examples: [{ reason: "${reason}" }] })
        .optional(),
      priority: z
        .int()
        .nonnegative()
        .meta({ description: "A higher one is placed first.", default: 0 })
        .optional(),
      maxWait: maxWait.optional(),
    });
  },
});
