import * as z from "zod";
import { destinationId, formatted, line, phoneNumber } from "./text.ts";

const answer = destinationId.meta({
  description: "Who answers: `agent`, or a destination.",
  examples: ["agent"],
});
const onError = destinationId.meta({
  description: "The destination that callers reach when the agent or the router fails.",
});
const takeOver = z.boolean().meta({
  description:
    "Take the number although a trunk, a TwiML application or another handoffs stack has it; removing the number here gives it back.",
});

/** One file in `numbers/`. */
export const number = z
  .strictObject({
    name: line(64).meta({ description: "What people call this number.", examples: ["Main UK line"] }),
    answer,
    onError,
    takeOver: takeOver.optional(),
    environments: z
      .record(
        z.string(),
        z.strictObject({
          number: phoneNumber
            .meta({ description: "The Twilio number of this environment, in quotes." })
            .optional(),
          sipDomain: formatted({
            code: "sip-domain-form",
            pattern: /^[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?\.sip(\.[a-z0-9]+)?\.twilio\.com$/,
            expected: "a SIP domain of Twilio, such as acme.sip.twilio.com",
          })
            .meta({
              description:
                "A SIP domain instead of a number: calls from a PBX, the only ones that REFER can transfer.",
            })
            .optional(),
          answer: answer.optional(),
          onError: onError.optional(),
          takeOver: takeOver.optional(),
        }),
      )
      .meta({
        description: "The number of each environment. An environment that is not here has no such number.",
      }),
  })
  .meta({
    title: "Number",
    description: "An inbound Twilio number or SIP domain. The file's name is its id.",
  });

export type NumberShape = z.infer<typeof number>;
