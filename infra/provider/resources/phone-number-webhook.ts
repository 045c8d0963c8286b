import { checkText, type Failure } from "../check.ts";
import { findNumber, type PhoneNumber, setWebhook, type Webhook } from "../client/numbers.ts";
import { type Properties, property, reveal, secret, text, unknown } from "../property.ts";
import type { Resource } from "../resource.ts";
import { given, methods, previousOf, restoration, sameAs, urls, webhookOf } from "../webhook.ts";

/** The voice webhook of a number that the account owns. It is never bought here, and never released. */
export const phoneNumberWebhook: Resource = {
  type: "twilio:index:PhoneNumberWebhook",
  exclusive: ["phoneNumber"],

  check: (inputs) => [
    ...checkText(
      inputs,
      "phoneNumber",
      (number) => /^\+[1-9]\d{1,14}$/.test(number),
      "Expected E.164: a plus, the country code and the number, digits only, such as +442079460123.",
    ),
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
  ],

  drifted: () => [],

  preview: (inputs, old) => ({
    ...inputs,
    phoneNumberSid: old?.phoneNumberSid ?? unknown,
    previous: old?.previous ?? secret(unknown),
  }),

  async create(inputs, operation) {
    const number = usable(
      await findNumber(operation, text(inputs, "phoneNumber")),
      text(inputs, "phoneNumber"),
    );
    const wanted = webhookOf(inputs);
    const there = sameAs(number.webhook, wanted);
    if (there) {
      operation.warn(
        `${number.phoneNumber} already has this webhook, so the one before it is not known: deleting this resource will leave the webhook as it is.`,
      );
    } else {
      await setWebhook(operation, number.sid, wanted);
    }
    return { id: number.sid, state: stateOf(inputs, number, there ? {} : { ...number.webhook }) };
  },

  async read(id, known, operation) {
    const number = await findNumber(operation, id);
    if (number === undefined) return undefined;
    if (known === undefined) {
      const inputs = { phoneNumber: number.phoneNumber, ...given(number.webhook) };
      return { id: number.sid, inputs, state: stateOf(inputs, number, { ...number.webhook }) };
    }
    return { id: number.sid, inputs: known.inputs, state: { ...known.state, ...live(known, number) } };
  },

  async update(id, old, inputs, operation) {
    const number = usable(await findNumber(operation, id), text(inputs, "phoneNumber"));
    const ours = webhookOf(inputs);
    const dropped = restoration(
      number.webhook,
      webhookOf(old.inputs),
      previousOf(old.state),
      (url) => ours[url] === undefined,
    );
    for (const reason of dropped.left) operation.warn(`${number.phoneNumber}: ${reason}`);
    const wanted = { ...dropped.restore, ...ours };
    if (!sameAs(number.webhook, wanted)) await setWebhook(operation, id, wanted);
    return { ...inputs, phoneNumberSid: id, previous: property(old.state, "previous") ?? secret({}) };
  },

  async delete(id, { inputs, state }, operation) {
    const number = await findNumber(operation, id);
    if (number === undefined) return;
    const { restore, left } = restoration(number.webhook, webhookOf(inputs), previousOf(state), () => true);
    for (const reason of left) operation.warn(`${number.phoneNumber}: ${reason}`);
    if (!sameAs(number.webhook, restore)) await setWebhook(operation, id, restore);
  },
};

const isWebUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

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

/** The number, if its voice URL is asked at all. */
function usable(number: PhoneNumber | undefined, name: string): PhoneNumber {
  if (number === undefined) {
    throw new Error(
      `The account does not own ${name}. Numbers are bought in Twilio's console, never here; check the number and that the credentials are of the right account.`,
    );
  }
  const [what, sid] =
    number.trunkSid !== ""
      ? ["SIP trunk", number.trunkSid]
      : ["TwiML application", number.voiceApplicationSid];
  if (sid === "") return number;
  throw new Error(
    `Calls to ${number.phoneNumber} go to the ${what} ${sid}, so Twilio would never ask a voice URL. ` +
      "Detach the number from it in Twilio's console first.",
  );
}

const stateOf = (inputs: Properties, number: PhoneNumber, previous: Properties): Properties => ({
  ...inputs,
  phoneNumberSid: number.sid,
  previous: secret(previous),
});

/** What Twilio has for the managed fields, secret where the state's were. */
const live = ({ state }: { state: Properties }, { webhook }: PhoneNumber): Properties =>
  Object.fromEntries(
    Object.keys(webhookOf(state)).flatMap((name) => {
      const before = property(state, name);
      const now = webhook[name as keyof Webhook];
      if (before === undefined) return [];
      return [[name, reveal(before) === before ? now : secret(now)]];
    }),
  );
