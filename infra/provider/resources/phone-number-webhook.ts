import { checkText, type Failure } from "../check.ts";
import { findNumber, type PhoneNumber, setWebhook, type Webhook } from "../client/numbers.ts";
import {
  isProperties,
  type Properties,
  property,
  reveal,
  revealAll,
  secret,
  text,
  unknown,
} from "../property.ts";
import type { Resource } from "../resource.ts";

const urls = ["voiceUrl", "voiceFallbackUrl"] as const;
const methods = { voiceUrl: "voiceMethod", voiceFallbackUrl: "voiceFallbackMethod" } as const;

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
    const given = webhookOf(inputs);
    const dropped = restoration(
      number.webhook,
      webhookOf(old),
      previousOf(old),
      (url) => given[url] === undefined,
    );
    const wanted = { ...dropped.restore, ...given };
    if (!sameAs(number.webhook, wanted)) await setWebhook(operation, id, wanted);
    return { ...inputs, phoneNumberSid: id, previous: property(old, "previous") ?? secret({}) };
  },

  async delete(id, state, operation) {
    const number = await findNumber(operation, id);
    if (number === undefined) return;
    const { restore, left } = restoration(number.webhook, webhookOf(state), previousOf(state), () => true);
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

/** The webhook fields among the properties: those are managed, others are left alone. */
function webhookOf(properties: Properties): Partial<Webhook> {
  const fields = urls.flatMap((url) => {
    if (property(properties, url) === undefined) return [];
    return [
      [url, text(properties, url)],
      [methods[url], text(properties, methods[url]) || "POST"],
    ];
  });
  return Object.fromEntries(fields);
}

/** The fields that hold something; a method means nothing without its URL. */
const given = (webhook: Webhook): Properties =>
  Object.fromEntries(
    urls.flatMap((url) =>
      webhook[url] === ""
        ? []
        : [
            [url, webhook[url]],
            [methods[url], webhook[methods[url]]],
          ],
    ),
  );

const sameAs = (webhook: Webhook, wanted: Partial<Webhook>): boolean =>
  Object.entries(wanted).every(([name, value]) => webhook[name as keyof Webhook] === value);

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

function previousOf(state: Properties): Partial<Webhook> {
  const previous = revealAll(property(state, "previous") ?? null);
  return isProperties(previous)
    ? Object.fromEntries(Object.keys(previous).map((name) => [name, text(previous, name)]))
    : {};
}

/** What to set so that each URL of ours becomes what it was before, and why a URL is left as it is. */
function restoration(
  now: Webhook,
  ours: Partial<Webhook>,
  previous: Partial<Webhook>,
  wanted: (url: (typeof urls)[number]) => boolean,
): { restore: Partial<Webhook>; left: readonly string[] } {
  const restore: Record<string, string> = {};
  const left: string[] = [];
  for (const url of urls.filter((name) => ours[name] !== undefined && wanted(name))) {
    const before = previous[url];
    if (now[url] === before) continue;
    if (now[url] !== ours[url]) {
      left.push(`${url} has been changed since by somebody else, so it is left as it is.`);
    } else if (before === undefined) {
      left.push(`what ${url} was before is not known, so it is left as it is. Set it in Twilio's console.`);
    } else {
      restore[url] = before;
      restore[methods[url]] = previous[methods[url]] ?? "POST";
    }
  }
  // Twilio refuses a fallback without a voice URL (error 21405).
  if (restore.voiceUrl !== "" || (restore.voiceFallbackUrl ?? now.voiceFallbackUrl) === "")
    return { restore, left };
  return {
    restore: {},
    left: [...left, "voiceUrl is left as it is, because Twilio keeps no fallback without one."],
  };
}
