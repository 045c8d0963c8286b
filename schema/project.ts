import { isSupportedCountry } from "libphonenumber-js/max";
import * as z from "zod";
import { callerId, fallback, ring } from "./destination.ts";
import { target } from "./target/index.ts";
import { duration, formatted, httpsUrl, type IssueParams, prose, secretName } from "./text.ts";

const accountSid = formatted({
  code: "account-sid-form",
  pattern: /^AC[0-9a-f]{32}$/,
  expected: "a Twilio Account SID: AC and 32 hexadecimal digits in small letters",
  mend: (text) => (/^AC[0-9A-F]{32}$/i.test(text) ? `AC${text.slice(2).toLowerCase()}` : undefined),
});

const environmentName = formatted({
  code: "environment-name-form",
  pattern: /^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/,
  // Twilio's DomainSuffix holds at most 16 characters.
  expected: "an environment name of at most 15 small letters, digits and hyphens, such as pre-release",
});

const environment = z.strictObject({
  account: accountSid
    .meta({ description: "The account that `pulumi up` must have the credentials of." })
    .optional(),
  agent: z
    .strictObject({ url: httpsUrl.meta({ description: "The agent's voice webhook." }) })
    .meta({ description: "The voice agent of this environment." })
    .optional(),
  to: target
    .meta({
      description: "A catch-all: every destination of this environment goes here unless it has its own.",
    })
    .optional(),
  shareTargets: z
    .boolean()
    .meta({ description: "Allow this environment to ring targets that another one rings." })
    .optional(),
  like: z
    .string()
    .meta({ description: "Only for `local`: the environment that it plays.", default: "live" })
    .optional(),
});

/** `handoffs.yaml`, which marks the project root. */
export const project = z
  .strictObject({
    project: formatted({
      code: "project-name-form",
      pattern: /^[a-z0-9]([a-z0-9-]{0,22}[a-z0-9])?$/,
      expected: "a project name of at most 24 small letters, digits and hyphens, such as acme-support",
    }).meta({ description: "Part of the names of everything that is deployed." }),
    environments: z
      .record(environmentName, environment)
      .meta({ description: "Each is a Pulumi stack of the same name." }),
    defaults: z
      .strictObject({
        callerId: callerId.optional(),
        ring: ring.optional(),
        fallback: fallback.optional(),
        hold: prose(1000)
          .meta({ description: "Said now and then to callers who wait in a queue." })
          .optional(),
        language: formatted({
          code: "language-form",
          pattern: /^[a-z]{2,3}(-[A-Z]{2}|-[0-9]{3})?$/,
          expected: "a language tag such as en-GB",
        })
          .meta({ description: "The language that messages are spoken in.", default: "en-GB" })
          .optional(),
        voice: formatted({
          code: "voice-form",
          pattern: /^[A-Za-z0-9._-]{1,64}$/,
          expected: "the name of a Twilio voice, such as Polly.Amy",
        })
          .meta({ description: "The voice that messages are spoken with." })
          .optional(),
      })
      .meta({ description: "What destinations get when they do not say." })
      .optional(),
    lastResort: z
      .strictObject({
        message: prose(4096).meta({ description: "Said when nobody can be reached; then the call ends." }),
      })
      .meta({ description: "How a call ends whose every destination failed." })
      .optional(),
    context: z
      .strictObject({
        ttl: duration(60, 86_400)
          .meta({ description: "How long a context is kept after the handoff.", default: "1h" })
          .optional(),
        keys: z
          .array(z.strictObject({ secret: secretName }))
          .superRefine((keys, context) => {
            const different = new Set(keys.map(({ secret }) => secret)).size;
            if (keys.length >= 1 && keys.length <= 2 && different === keys.length) return;
            const params: IssueParams = { code: "out-of-range" };
            const message = `Expected one key, or two different ones while one takes the other's place, found ${keys.length}.`;
            context.addIssue({ code: "custom", message, params: { ...params } });
          })
          .meta({
            minItems: 1,
            maxItems: 2,
            uniqueItems: true,
            description:
              "The keys that open the context API to desks; two while one takes the other's place. Without keys there is no API.",
            examples: [[{ secret: "deskKey" }]],
          })
          .optional(),
      })
      .meta({
        description:
          "What the agent hands over with a call: for headers, attributes and whispers, and for the desk to fetch.",
      })
      .optional(),
    policy: z
      .strictObject({
        countries: z
          .array(
            formatted({
              code: "country-form",
              pattern: /^[A-Z]{2}$/,
              accepts: isSupportedCountry,
              expected: "an ISO 3166 country code of two capital letters, such as GB",
              mend: (text) => {
                const code = text.toUpperCase() === "UK" ? "GB" : text.toUpperCase();
                return isSupportedCountry(code) ? code : undefined;
              },
            }),
          )
          .superRefine(({ length }, context) => {
            if (length > 0) return;
            const params: IssueParams = { code: "country-form" };
            const message =
              "Expected at least one country: without any, no call could go anywhere. To allow every country, leave `countries` out.";
            context.addIssue({ code: "custom", message, params: { ...params } });
          })
          .meta({ description: "The countries that calls may go to.", minItems: 1 })
          .optional(),
        maxNumbersChanged: z
          .int()
          .nonnegative()
          .meta({ description: "Numbers that one deployment may change." })
          .optional(),
        maxDestinationsRemoved: z
          .int()
          .nonnegative()
          .meta({ description: "Destinations that one deployment may remove." })
          .optional(),
        maxDestinationsRetargeted: z
          .int()
          .nonnegative()
          .meta({ description: "Destinations that one deployment may send elsewhere." })
          .optional(),
        maxOpeningHoursLost: formatted({
          code: "share-form",
          pattern: /^(100|[1-9]?[0-9])%$/,
          expected: "a share from 0% to 100%, with its sign, such as 20%",
          mend: (text) => (/^(100|[1-9]?[0-9])$/.test(text) ? `${text}%` : undefined),
        })
          .meta({
            description: "The share of its opening hours that a destination may lose in one deployment.",
            examples: ["20%"],
          })
          .optional(),
        defaultChange: z
          .enum(["allow", "refuse"])
          .meta({
            description: "Whether one deployment may make another destination the default.",
            default: "allow",
          })
          .optional(),
      })
      .meta({ description: "Limits on what one deployment may change." })
      .optional(),
  })
  .meta({ title: "Handoffs project", description: "The settings of a project." });

export type ProjectShape = z.infer<typeof project>;
