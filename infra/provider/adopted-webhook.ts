import { checkText, type Failure } from "./check.ts";
import {
  allEntries,
  type Entries,
  type Entry,
  findEntry,
  setWebhook,
  type Webhook,
} from "./client/entries.ts";
import type { Operation } from "./operation.ts";
import { type Properties, property, reveal, secret, text, unknown } from "./property.ts";
import type { Resource } from "./resource.ts";
import { given, methods, previousOf, restoration, sameAs, urls, webhookOf } from "./webhook.ts";

/** Entries of one kind, whose webhooks are adopted: they are never made here, and never removed. */
export interface Adopted<T extends Entry> {
  readonly type: string;
  readonly entries: Entries<T>;
  /** The input that names the entry. */
  readonly name: string;
  /** The output with its SID. */
  readonly sid: string;
  readonly checkName: (inputs: Properties) => readonly Failure[];
  /** Why there is nothing to adopt; `names` are those of the account. */
  readonly absent: (name: string, names: readonly string[]) => string;
  /** Throws when Twilio would never ask a voice URL of it, and warns where that is not sure. */
  readonly checkAsked: (entry: T, operation: Operation) => void;
}

/** The resource that sets the webhook of an entry, and restores the one before. */
export function adoptedWebhook<T extends Entry>(kind: Adopted<T>): Resource {
  const { entries, checkAsked } = kind;

  async function find(operation: Operation, key: string, inputs: Properties): Promise<T> {
    const entry = await findEntry(operation, entries, key);
    if (entry !== undefined) return entry;
    const names = [...(await allEntries(operation, entries)).values()].map(({ name }) => name);
    throw new Error(kind.absent(text(inputs, kind.name), names));
  }
  const stateOf = (inputs: Properties, { sid }: T, previous: Properties): Properties => ({
    ...inputs,
    [kind.sid]: sid,
    previous: secret(previous),
  });

  return {
    type: kind.type,
    exclusive: [kind.name],

    check: (inputs) => [...kind.checkName(inputs), ...checkWebhook(inputs)],

    drifted: () => [],

    preview: (inputs, old) => ({
      ...inputs,
      [kind.sid]: old?.[kind.sid] ?? unknown,
      previous: old?.previous ?? secret(unknown),
    }),

    async create(inputs, operation) {
      const entry = await find(operation, text(inputs, kind.name), inputs);
      checkAsked(entry, operation);
      const wanted = webhookOf(inputs);
      const there = sameAs(entry.webhook, wanted);
      if (there) {
        operation.warn(
          `${entry.name} already has this webhook, so the one before it is not known: deleting this resource will leave the webhook as it is.`,
        );
      } else {
        await setWebhook(operation, entries, entry.sid, wanted);
      }
      return { id: entry.sid, state: stateOf(inputs, entry, there ? {} : { ...entry.webhook }) };
    },

    async read(id, known, operation) {
      const entry = await findEntry(operation, entries, id);
      if (entry === undefined) return undefined;
      if (known === undefined) {
        const inputs = { [kind.name]: entry.name, ...given(entry.webhook) };
        return { id: entry.sid, inputs, state: stateOf(inputs, entry, { ...entry.webhook }) };
      }
      const state = { ...known.state, ...live(known.state, entry.webhook) };
      return { id: entry.sid, inputs: known.inputs, state };
    },

    async update(id, old, inputs, operation) {
      const entry = await find(operation, id, inputs);
      checkAsked(entry, operation);
      const ours = webhookOf(inputs);
      const dropped = restoration(
        entry.webhook,
        webhookOf(old.inputs),
        previousOf(old.state),
        (url) => ours[url] === undefined,
      );
      for (const reason of dropped.left) operation.warn(`${entry.name}: ${reason}`);
      const wanted = { ...dropped.restore, ...ours };
      if (!sameAs(entry.webhook, wanted)) await setWebhook(operation, entries, id, wanted);
      return { ...inputs, [kind.sid]: id, previous: property(old.state, "previous") ?? secret({}) };
    },

    async delete(id, { inputs, state }, operation) {
      const entry = await findEntry(operation, entries, id);
      if (entry === undefined) return;
      const { restore, left } = restoration(entry.webhook, webhookOf(inputs), previousOf(state), () => true);
      for (const reason of left) operation.warn(`${entry.name}: ${reason}`);
      if (!sameAs(entry.webhook, restore)) await setWebhook(operation, entries, id, restore);
    },
  };
}

const isWebUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const checkWebhook = (inputs: Properties): readonly Failure[] => [
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

/** What Twilio has for the managed fields, secret where the state's were. */
const live = (state: Properties, webhook: Webhook): Properties =>
  Object.fromEntries(
    Object.keys(webhookOf(state)).flatMap((name) => {
      const before = property(state, name);
      const now = webhook[name as keyof Webhook];
      if (before === undefined) return [];
      return [[name, reveal(before) === before ? now : secret(now)]];
    }),
  );
