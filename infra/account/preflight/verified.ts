import { allEntries } from "../../provider/client/entries.ts";
import { phoneNumbers } from "../../provider/client/numbers.ts";
import { pages } from "../../provider/client/paging.ts";
import { list, reply, required } from "../../provider/client/reply.ts";
import { ask, type Operation } from "../../provider/operation.ts";
import type { Check } from "./check.ts";
import { callerIdPlace, found, targetPlace, targetsOf } from "./places.ts";

/** Numbers that are shown to who is called and are not the account's: Twilio refuses the call with error 13214. */
export const callerIds: Check = {
  question: "whether its caller IDs are owned or verified",
  async run(subject) {
    const { operation, plan } = subject;
    const shown = Object.entries(plan.destinations).filter(([, { callerId }]) => callerId.startsWith("+"));
    if (shown.length === 0) return [];
    const owned = new Set([...(await allEntries(operation, phoneNumbers)).values()].map(({ name }) => name));
    const others = shown.filter(([, { callerId }]) => !owned.has(callerId));
    if (others.length === 0) return [];
    const verified = await verifiedNumbers(operation);
    return others
      .filter(([, { callerId }]) => !verified.has(callerId))
      .map(([id, { callerId }]) =>
        found(callerIdPlace(subject, id), {
          code: "caller-id-unknown",
          message: `The account neither owns nor has verified ${callerId}, so every call that shows it fails (error 13214). Verify it under Verified Caller IDs in Twilio's console, or show \`caller\` or a number of your own.`,
        }),
      );
  },
};

/** What a trial account may ring: https://help.twilio.com/articles/223136107 */
export const trial: Check = {
  question: "which numbers this trial account may ring",
  async run(subject) {
    const targets = targetsOf(subject.plan, "number");
    if (subject.account?.type !== "Trial" || targets.length === 0) return [];
    const verified = await verifiedNumbers(subject.operation);
    return targets
      .filter(([, { number }]) => !verified.has(number))
      .map(([id, { number }]) =>
        found(targetPlace(subject, id), {
          code: "trial-unverified",
          message: `This trial account rings verified numbers only, and ${number} is none. Verify it under Verified Caller IDs in Twilio's console, or upgrade the account.`,
        }),
      );
  },
};

/** https://www.twilio.com/docs/voice/api/outgoing-caller-ids */
const verifiedNumbers = (operation: Operation): Promise<ReadonlySet<string>> =>
  operation.account.once("verified numbers", async () => {
    const path = `/2010-04-01/Accounts/${encodeURIComponent(operation.configuration.accountSid ?? "")}/OutgoingCallerIds.json`;
    const found = await pages((query) =>
      ask(operation, { method: "GET", product: "api", path, query }, reply),
    );
    return new Set(
      found.flatMap((page) =>
        list(page, "outgoing_caller_ids").map((item) => required(item, "phone_number")),
      ),
    );
  });
