import { changesOf } from "./client/audit.ts";
import type { Diversion, Entry, Webhook } from "./client/entries.ts";
import { findService } from "./client/serverless.ts";
import { holderOf } from "./holder.ts";
import type { Operation } from "./operation.ts";
import { divertedBy, methods, sameAs, urls } from "./webhook.ts";

/** What an entry did before us: its webhook, and what beats that where something does. */
export type Former = Partial<Webhook & Diversion>;

export const diversions = ["trunkSid", "voiceApplicationSid"] as const;

/** Whether a webhook is one that this stack has set. */
export const isOf = (ours: Partial<Webhook>, webhook: Webhook): boolean =>
  sameAs(webhook, ours) || (holderOf(ours) !== undefined && holderOf(webhook) === holderOf(ours));

/** The latest of what the entry was in turn, as Twilio's log of changes has it, that `fits`; now is the first. */
export async function latest(
  operation: Operation,
  entry: Entry,
  diversion: Diversion | undefined,
  fits: (webhook: Webhook) => boolean,
): Promise<Former | undefined> {
  let former: Webhook & Partial<Diversion> = { ...entry.webhook, ...diversion };
  if (fits(former)) return whole(former);
  for (const change of await changesOf(operation, entry.sid)) {
    former = { ...former, ...undone(change) };
    if (fits(former)) return whole(former);
  }
  return undefined;
}

/**
 * What can be put back: another stack that an entry was taken over from may be gone since, and nobody would be reached
 * there. Then what was before that; undefined where nobody knows.
 */
export async function restorable(
  operation: Operation,
  entry: Entry,
  diversion: Diversion | undefined,
  ours: Partial<Webhook>,
  previous: Former,
): Promise<Former | undefined> {
  const isServed = async (webhook: Former): Promise<boolean> => {
    const holder = holderOf(webhook);
    return (
      holder === undefined ||
      holder === holderOf(ours) ||
      (await findService(operation, holder)) !== undefined
    );
  };
  if (await isServed(previous)) return previous;
  const gone = new Set([holderOf(previous)]);
  for (;;) {
    const former = await latest(
      operation,
      entry,
      diversion,
      (webhook) => !isOf(ours, webhook) && !gone.has(holderOf(webhook)),
    );
    if (former === undefined || (await isServed(former))) return former;
    gone.add(holderOf(former));
  }
}

/** With what it is diverted by, where it is. */
const whole = ({ trunkSid = "", voiceApplicationSid = "", ...webhook }: Webhook & Partial<Diversion>) => ({
  ...webhook,
  ...divertedBy({ trunkSid, voiceApplicationSid }),
});

/** The fields before a change, from Twilio's names. */
const undone = (change: ReadonlyMap<string, string>): Former =>
  Object.fromEntries(
    [...urls, ...Object.values(methods), ...diversions].flatMap((name) => {
      const former = change.get(name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
      return former === undefined ? [] : [[name, former]];
    }),
  );
