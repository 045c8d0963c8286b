import { identity } from "./account.ts";
import type { Failure } from "./check.ts";
import {
  allEntries,
  type Diversion,
  type Entries,
  type Entry,
  findEntry,
  setWebhook,
  type Webhook,
} from "./client/entries.ts";
import { RequestError } from "./client/errors.ts";
import { diversions, type Former, isOf, latest, restorable } from "./former.ts";
import { holderOf } from "./holder.ts";
import { keepSecret } from "./log.ts";
import type { Operation } from "./operation.ts";
import { isSecret, omit, type Properties, property, reveal, secret, text, unknown } from "./property.ts";
import type { Known, Resource } from "./resource.ts";
import { refuseNotServed } from "./served.ts";
import {
  divertedBy,
  given,
  guarded,
  isFrom,
  previousOf,
  redirection,
  restoration,
  sameAs,
  urls,
  webhookOf,
} from "./webhook.ts";
import { checkWebhook } from "./webhook-check.ts";

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
  /** What beats its voice URL; only numbers have that. */
  readonly diversion?: (entry: T) => Diversion;
  /** Warns where Twilio may never ask the voice URL. */
  readonly warn?: (entry: T, operation: Operation) => void;
}

/** The resource that sets the webhook of an entry, and restores the one before. */
export function adoptedWebhook<T extends Entry>(kind: Adopted<T>): Resource {
  const { entries } = kind;

  async function find(operation: Operation, key: string, inputs: Properties): Promise<T> {
    const entry = await findEntry(operation, entries, key);
    if (entry !== undefined) return entry;
    const anew = await findEntry(operation, entries, text(inputs, kind.name));
    if (anew !== undefined)
      throw new Error(
        `${anew.name} is another object of the account's than before: ${anew.sid}, and the state has ${key}. ` +
          "Run `pulumi refresh`; then `pulumi up` adopts it.",
      );
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
    named: [kind.name],
    exclusive: true,

    check: (inputs) => [...kind.checkName(inputs), ...checkWebhook(inputs)],

    drifted: ({ state }) => diversions.filter((name) => text(state, name) !== ""),

    preview: (inputs, old) => ({
      ...inputs,
      [kind.sid]: old?.[kind.sid] ?? unknown,
      previous: old?.previous ?? secret(unknown),
    }),

    async create(inputs, operation) {
      const entry = await find(operation, text(inputs, kind.name), inputs);
      const ours = webhookOf(inputs);
      refuseHeld(entry, inputs, [ours]);
      const detached = detach(entry, inputs, operation);
      const previous = await before(entry, ours, operation);
      const wanted = { ...ours, ...detached };
      await refuseNotServed(operation, entry.name, inputs);
      if (!sameAs(entry.webhook, ours) || Object.keys(detached).length > 0)
        await setWebhook(operation, entries, entry.sid, wanted);
      return { id: entry.sid, state: stateOf(inputs, entry, { ...previous }) };
    },

    async read(id, known, operation) {
      const entry = await findEntry(operation, entries, id);
      if (entry === undefined) return undefined;
      const diverted = divertedBy(kind.diversion?.(entry) ?? {});
      if (known === undefined) {
        const inputs = { [kind.name]: entry.name, ...given(entry.webhook) };
        const previous =
          holderOf(entry.webhook) === undefined
            ? entry.webhook
            : await before(entry, entry.webhook, operation);
        const state = { ...stateOf(inputs, entry, { ...previous }), ...diverted };
        return { id: entry.sid, inputs, state };
      }
      const state = { ...omit(known.state, diversions), ...live(known.state, entry.webhook), ...diverted };
      return { id: entry.sid, inputs: known.inputs, state };
    },

    async update(id, old, inputs, operation) {
      const entry = await find(operation, id, inputs);
      const ours = webhookOf(inputs);
      refuseHeld(entry, inputs, [ours, webhookOf(old.inputs)]);
      refuseUnseen(entry, old, inputs);
      const detached = detach(entry, inputs, operation);
      const diverted = {
        ...(isTakenOver(inputs) ? lately(old.state) : {}),
        ...divertedBy(kind.diversion?.(entry) ?? {}),
      };
      const remembered = previousOf(old.state);
      // What it is taken from now comes in the place of what it was taken from before: only one of them can be put back.
      const previous =
        Object.keys(diverted).length === 0 ? remembered : { ...without(remembered), ...diverted };
      keepSecret(secretsIn(previous));
      const dropped = restoration(
        entry.webhook,
        webhookOf(old.inputs),
        previous,
        (url) => ours[url] === undefined,
      );
      for (const reason of dropped.left) operation.warn(`${entry.name}: ${reason}`);
      const wanted = { ...dropped.restore, ...ours };
      await refuseNotServed(operation, entry.name, inputs);
      if (!sameAs(entry.webhook, wanted) || Object.keys(detached).length > 0)
        await setWebhook(operation, entries, id, { ...wanted, ...detached });
      return { ...inputs, [kind.sid]: id, previous: secret(previous) };
    },

    async delete(id, { inputs, state }, operation) {
      const entry = await findEntry(operation, entries, id);
      // Its file was renamed, or the entry was moved to another one: callers keep reaching what that says.
      if (entry === undefined || operation.account.wanted.has(identity(kind.type, [kind.name], inputs)))
        return;
      const ours = webhookOf(inputs);
      const remembered = previousOf(state);
      const previous = await restorable(operation, entry, kind.diversion?.(entry), ours, remembered);
      keepSecret(secretsIn(previous ?? remembered));
      if (previous === undefined)
        operation.warn(
          `${entry.name} belonged to \`${holderOf(remembered)}\` before, which is no more, and Twilio's log of changes does not have what was before that.`,
        );
      const { restore, left } = restoration(entry.webhook, ours, previous ?? {}, () => true);
      const back = redirection(kind.diversion?.(entry), previous ?? {});
      for (const reason of [...left, ...back.left]) operation.warn(`${entry.name}: ${reason}`);
      const isBack = sameAs(entry.webhook, restore);
      if (Object.keys(back.divert).length > 0) {
        try {
          return await setWebhook(operation, entries, id, { ...restore, ...back.divert });
        } catch (error) {
          if (!isRefused(error)) throw error;
          operation.warn(
            `${entry.name} cannot be attached again to ${Object.values(back.divert).join(", ")}, which may be no more: ${error.message}`,
          );
        }
      }
      if (!isBack) await setWebhook(operation, entries, id, restore);
    },
  };

  /** What was there before us: what is there, unless that is ours already, left by a run whose state is lost. */
  async function before(entry: T, ours: Partial<Webhook>, operation: Operation): Promise<Former> {
    const former = await latest(operation, entry, kind.diversion?.(entry), (webhook) => !isOf(ours, webhook));
    if (former !== undefined) return former;
    operation.warn(
      `${entry.name} already has a webhook of this stack, and the one before it is not known: deleting this resource will leave the webhook as it is.`,
    );
    return {};
  }

  /** What takes it from the trunk or application that beats its voice URL, where the user wants that. */
  function detach(entry: T, inputs: Properties, operation: Operation): Partial<Diversion> {
    kind.warn?.(entry, operation);
    const by = kind.diversion?.(entry);
    const [sid] = Object.values(divertedBy(by ?? {}));
    if (by === undefined || sid === undefined) return {};
    if (isTakenOver(inputs)) return { trunkSid: "", voiceApplicationSid: "" };
    const what = by.trunkSid === "" ? "TwiML application" : "SIP trunk";
    throw new Error(
      `Calls to ${entry.name} go to the ${what} ${sid}, so Twilio would never ask a voice URL. Detach the number from it in ` +
        "Twilio's console, or let it be taken over with `takeOver: true`: it is attached again when this resource is deleted.",
    );
  }
}

const without = ({ trunkSid: _, voiceApplicationSid: __, ...webhook }: Partial<Webhook & Diversion>) =>
  webhook;

/** Those with something secret: Twilio's refusal may quote them. */
const secretsIn = (webhook: Partial<Webhook>): readonly string[] =>
  urls.map((url) => webhook[url] ?? "").filter((url) => isSecret(guarded(url)));

const isTakenOver = (inputs: Properties): boolean => reveal(property(inputs, "takeOver") ?? false) === true;

/** What the state saw it taken from: a run that could not record it may have done that already. */
const lately = (state: Properties): Partial<Diversion> =>
  divertedBy({ trunkSid: text(state, "trunkSid"), voiceApplicationSid: text(state, "voiceApplicationSid") });

/** Twilio has answered, and says no. */
const isRefused = (error: unknown): error is RequestError =>
  error instanceof RequestError && !error.transient && (error.status === 400 || error.status === 404);

/** A URL in one of its spellings. */
const written = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

/** What somebody has set since the state was written may be an emergency's: it is shown before it is replaced. */
function refuseUnseen({ name, webhook }: Entry, { state, inputs: before }: Known, inputs: Properties): void {
  if (isTakenOver(inputs)) return;
  const [ours, wanted] = [webhookOf(before), webhookOf(inputs)];
  const changed = urls.filter(
    (url) =>
      ours[url] !== undefined &&
      written(webhook[url]) !== written(text(state, url)) &&
      !isFrom(ours, url, webhook[url]) &&
      !isFrom(wanted, url, webhook[url]),
  );
  if (changed.length === 0) return;
  throw new Error(
    `Somebody has changed ${changed.join(" and ")} of ${name} since the last deployment. ` +
      "Run `pulumi refresh` and look at what has changed; `pulumi up` then puts this routing in its place.",
  );
}

/** Two stacks that set one entry would take it from each other with every deployment. */
function refuseHeld({ name, webhook }: Entry, inputs: Properties, ours: readonly Partial<Webhook>[]): void {
  const holder = holderOf(webhook);
  if (holder === undefined || isTakenOver(inputs) || ours.some((one) => holderOf(one) === holder)) return;
  throw new Error(
    `${name} is held by another stack: \`${holder}\` answers its calls. Remove it there first, which gives it back; ` +
      "or, if that stack is no more, let it be taken over with `takeOver: true`.",
  );
}

/** What Twilio has for the managed fields, secret where the state's were. */
const live = (state: Properties, webhook: Webhook): Properties =>
  Object.fromEntries(
    Object.keys(webhookOf(state)).flatMap((name) => {
      const before = property(state, name);
      const now = webhook[name as keyof Webhook];
      if (before === undefined) return [];
      const bare = reveal(before);
      return [[name, bare !== before ? secret(now) : bare === now ? now : guarded(now)]];
    }),
  );
