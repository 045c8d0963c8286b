import { didYouMean, suggest } from "../../../src/diagnostic/suggest.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { allEntries, type Diversion, type Entry } from "../../provider/client/entries.ts";
import { phoneNumbers } from "../../provider/client/numbers.ts";
import { sipDomains } from "../../provider/client/sip-domains.ts";
import { holderIn } from "../holder.ts";
import type { Check } from "./check.ts";
import { type Finding, found, linePlace } from "./places.ts";

/** Numbers that the account does not own, or whose voice URL Twilio would never ask. */
export const numbers: Check = {
  question: "whether the account has its numbers",
  async run(subject) {
    const lines = Object.entries(subject.plan.numbers).filter(([, { number }]) => number !== undefined);
    if (lines.length === 0) return [];
    const all = [...(await allEntries(subject.operation, phoneNumbers)).values()];
    return lines.flatMap(([id, { number = "", takeOver }]) => {
      const owned = all.find(({ name }) => name === number);
      const finding =
        owned === undefined
          ? absent(number, all)
          : (deaf(owned) ?? (takeOver ? undefined : held(owned, subject.plan)));
      return finding === undefined ? [] : [found(linePlace(subject, id), finding)];
    });
  },
};

type PhoneNumber = ReturnType<typeof phoneNumbers.read>;

function absent(number: string, all: readonly PhoneNumber[]): Finding {
  const suggestions = suggest(
    number,
    all.map(({ name }) => name),
  );
  return {
    code: "number-absent",
    suggestions,
    message: `The account does not own ${number}.${didYouMean(suggestions)} Numbers are bought in Twilio's console, never here; check the number, and that this is the right account.`,
  };
}

function deaf({ name, voice, receives }: PhoneNumber): Finding | undefined {
  if (!voice)
    return {
      code: "number-not-voice",
      message: `${name} takes no calls: it has no voice capability. Buy a number with it.`,
    };
  if (receives !== "fax") return undefined;
  return {
    code: "number-not-voice",
    message: `${name} receives faxes, so its voice URL is never asked. Set it to receive voice calls in Twilio's console.`,
  };
}

/** What a deployment refuses to take away from others, unless the file says so. */
function held(entry: Entry & Partial<Diversion>, plan: Plan): Finding | undefined {
  const holder = holderIn(entry, plan);
  return holder === undefined
    ? undefined
    : {
        code: "number-held",
        message: `Calls to ${entry.name} go to ${holder}, and the deployment does not take them away from there. Detach the number from it first, or write \`takeOver: true\` in this file; removing the number here then gives it back.`,
      };
}

/** SIP domains that the account does not have, or that something else may answer. */
export const domains: Check = {
  question: "whether the account has its SIP domains",
  async run(subject) {
    const lines = Object.entries(subject.plan.numbers).filter(([, { sipDomain }]) => sipDomain !== undefined);
    if (lines.length === 0) return [];
    const all = [...(await allEntries(subject.operation, sipDomains)).values()];
    return lines.flatMap(([id, { sipDomain = "", takeOver }]) => {
      const there = all.find(({ name }) => name.toLowerCase() === sipDomain);
      const finding =
        there === undefined
          ? domainAbsent(
              sipDomain,
              all.map(({ name }) => name),
            )
          : (onTrunk(there) ?? (takeOver ? undefined : held(there, subject.plan)));
      return finding === undefined ? [] : [found(linePlace(subject, id), finding)];
    });
  },
};

function domainAbsent(domain: string, names: readonly string[]): Finding {
  const suggestions = suggest(domain, names);
  return {
    code: "sip-domain-absent",
    suggestions,
    message: `The account has no SIP domain ${domain}.${didYouMean(suggestions)} Domains are created in Twilio's console, never here; check the name, and that this is the right account.`,
  };
}

const onTrunk = ({ name, byocTrunkSid }: ReturnType<typeof sipDomains.read>): Finding | undefined =>
  byocTrunkSid === ""
    ? undefined
    : {
        code: "sip-domain-trunk",
        severity: "warning",
        message: `${name} belongs to the BYOC trunk ${byocTrunkSid}, which has a voice URL of its own, and Twilio does not say which of the two it asks. Call the domain after the deployment, or take it off the trunk.`,
      };
