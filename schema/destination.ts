import * as z from "zod";
import { suggest } from "../src/diagnostic/suggest.ts";
import { target } from "./target/index.ts";
import { template } from "./template.ts";
import { destinationId, duration, formatted, line, prose, scheduleId } from "./text.ts";

export const callerId = formatted({
  code: "caller-id-form",
  pattern: /^(caller|called|\+[1-9][0-9]{6,14})$/,
  expected: 'caller, called, or a number of yours in quotes such as "+442079460000"',
  mend: (text) => suggest(text, ["caller", "called"])[0],
}).meta({
  description:
    "The number that the destination sees: the caller's, the one that was called, or one that you own or have verified.",
  default: "caller",
});

/** How long a leg rings. */
export const ring = z
  .strictObject({
    // Twilio's <Dial timeout> takes 5 to 600 seconds.
    timeout: duration(5, 600).meta({ description: "Ring this long.", default: "25s" }).optional(),
  })
  .meta({ description: "How the destination is rung." });

export const fallback = destinationId.meta({
  description:
    "Where the call goes when nobody answers: a destination, or `agent`. Default: `defaults.fallback`.",
});

export const screening = z
  .strictObject({
    whisper: template(1000, "what the person hears before the call is put through")
      .meta({
        description: "Said to whoever picks up, before the caller is put through.",
        examples: ["Billing call from the voice agent."],
      })
      .optional(),
    accept: formatted({
      code: "accept-form",
      pattern: /^[0-9*#]$/,
      expected: 'one key in quotes, such as "1"',
    })
      .meta({
        description:
          "The key that takes the call. Whoever does not press it has not answered: a voicemail box never does.",
      })
      .optional(),
  })
  .meta({ description: "What happens between the answer and the caller." });

/** What an environment may say differently. */
const routing = {
  callerId: callerId.optional(),
  ring: ring.optional(),
  screening: screening.optional(),
  hours: scheduleId.meta({ description: "A schedule: `schedules/<id>.yaml`. Needs `closed`." }).optional(),
  closed: destinationId
    .meta({ description: "Where the call goes outside those hours: a destination, or `agent`." })
    .optional(),
  fallback: fallback.optional(),
  recording: z
    .enum(["none", "from-answer", "dual-from-answer"])
    .meta({
      description: "Whether the conversation is recorded; dual keeps both sides apart.",
      default: "none",
    })
    .optional(),
};

/** One file in `destinations/`. */
export const destination = z
  .strictObject({
    name: line(100).meta({
      description: "What people call this destination.",
      examples: ["Billing support"],
    }),
    description: prose(1000).meta({
      description: "When to choose this destination, in words for the agent's model.",
      examples: ["The caller wants to pay, question or dispute a bill."],
    }),
    default: z
      .boolean()
      .meta({ description: "Exactly one destination of the project says true." })
      .optional(),
    to: target,
    ...routing,
    aliases: z.array(destinationId).meta({ description: "Former ids: their URLs keep working." }).optional(),
    environments: z
      .record(z.string(), z.strictObject({ to: target.optional(), ...routing }))
      .meta({ description: "What is different in one environment." })
      .optional(),
  })
  .meta({ title: "Destination", description: "Where a handed-off call goes. The file's name is its id." });

export type DestinationShape = z.infer<typeof destination>;
