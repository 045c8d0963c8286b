import { checkText, type Failure } from "./check.ts";
import { type Properties, property } from "./property.ts";
import { methods, urls } from "./webhook.ts";

const isWebUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** What is wrong with the fields of a webhook, apart from their shapes. */
export const checkWebhook = (inputs: Properties): readonly Failure[] => [
  ...urls.flatMap((name) =>
    checkText(inputs, name, isWebUrl, "Expected an absolute URL such as https://example.com/voice."),
  ),
  ...urls.flatMap((name) =>
    checkText(
      inputs,
      methods[name],
      (method) => method === "GET" || method === "POST",
      "Expected GET or POST.",
    ),
  ),
  ...checkPairs(inputs),
];

/** https://www.twilio.com/docs/api/errors/21405 */
function checkPairs(inputs: Properties): readonly Failure[] {
  const fallback = property(inputs, "voiceFallbackUrl");
  return [
    ...(fallback !== undefined && property(inputs, "voiceUrl") === undefined
      ? [
          {
            property: "voiceFallbackUrl",
            reason: "Expected `voiceUrl` beside it: Twilio refuses a fallback alone (error 21405).",
          },
        ]
      : []),
    ...(fallback === undefined && property(inputs, "voiceFallbackMethod") !== undefined
      ? [
          {
            property: "voiceFallbackMethod",
            reason: "Expected `voiceFallbackUrl` beside it: a method alone has no effect.",
          },
        ]
      : []),
  ];
}
