import type { Screening } from "../evaluate/routing.ts";
import type { PlannedDestination, PlannedNumber } from "../plan/plan.ts";
import { legOf } from "../target/index.ts";
import type { Target } from "../target/target.ts";
import type { Change } from "./change.ts";
import { focused, listOf, type Quote } from "./quote.ts";
import { failuresOf } from "./routes.ts";
import { settingText } from "./setting-text.ts";
import { shownChange } from "./shown-text.ts";
import type { Step } from "./step.ts";
import { targetChange, targetText } from "./target-text.ts";
import { whenText } from "./when-text.ts";

/** More subjects than this are counted, not named. */
const most = 6;

/** What changes, in one sentence about every one of these ids. `targetOf` knows the destinations of both plans. */
export function sentence(
  change: Change,
  ids: readonly string[],
  targetOf: (id: string) => Target | undefined,
  quote: Quote,
): string {
  const { name } = quote;
  const who = listOf(ids.slice(0, most).map(name), ids.length - most);
  const instead = (before: string, after: string) => {
    const [was, is] = focused(before, after);
    return `${quote.said(is)} instead of ${quote.said(was)}`;
  };
  const { usually, besides } = whenText(change.when);
  const will = (before: Step, after: Step) => {
    const [one, other] = [before, after].map((step) => stepText(step, ids, targetOf, quote));
    return goes(before, after, [one ?? "", other ?? ""], quote);
  };
  switch (change.kind) {
    case "number-removed":
      return `${lineText(change.before, quote)} is removed: ${who} gets back the webhooks that it had before.`;
    case "number-added":
      return `${lineText(change.after, quote)} is new: ${who} is answered by ${answerText(change.after.answer, quote)}, or by ${name(change.after.onError)} when that fails.`;
    case "number-renamed":
      return `The number ${name(change.before)} is now called ${who}; it stays the same number.`;
    case "number-answer":
      return `Calls to ${who} will be answered by ${answerText(change.after, quote)} instead of ${answerText(change.before, quote)}.`;
    case "number-on-error":
      return `When the agent or the router fails, calls to ${who} will reach ${name(change.after)} instead of ${name(change.before)}.`;
    case "number-take-over":
      return change.after
        ? `${who} will be taken over even from a trunk, an application or another stack that has it.`
        : `${who} will no longer be taken over from a trunk, an application or another stack.`;
    case "removed":
      return `${who} (${targetText(change.before.to, quote)}) is removed without an heir: a call that an agent still hands there is lost.${likelyText(change.likely, ids, quote)}`;
    case "merged":
      return `${who} (${targetText(change.before.to, quote)}) is removed: ${name(change.after)} takes its calls.`;
    case "renamed":
      return `${name(change.before)} is now called ${who}; its former URL leads there.`;
    case "added":
      return `${who} is new: ${routeText(change.after, quote)}.`;
    case "former-id-removed":
      return `The former id ${who} is removed: a call that an agent still hands to its URL, until now ${name(change.before)}, is lost.`;
    case "former-id-added":
      return `The former id ${who} leads to ${name(change.after)}.`;
    case "former-id-moved":
      return `The former id ${who} leads to ${name(change.after)} instead of ${name(change.before)}.`;
    case "arrival":
      return `Calls to ${who}${usually} will ${will(change.before, change.after)}${besides}.`;
    case "fallback":
      return `Calls that ${who} ${ids.length === 1 ? "does" : "do"} not take${outcomesText(change, targetOf(ids[0] ?? ""))}${usually} will ${will(change.before, change.after)}${besides}.`;
    case "target":
      return targetChange(change.before, change.after, who, quote);
    case "caller-id":
      return `${who} will see ${shownChange(change.before, change.after, quote)}.`;
    case "ring":
      return `${who} will ring for ${change.after} s instead of ${change.before} s.`;
    case "screening":
      return `Whoever picks up at ${who} ${screeningText(change.after, quote)}, and no longer ${screeningText(change.before, quote)}.`;
    case "recording":
      return `Conversations with ${who} will be recorded: ${change.after} instead of ${change.before}.`;
    case "name":
      return `${who} will be named ${instead(change.before, change.after)}.`;
    case "description":
      return `The agent's model will read of ${who}: ${instead(change.before, change.after)}.`;
    case "setting":
      return settingText(change, quote);
  }
}

function likelyText(likely: string | undefined, ids: readonly string[], { name }: Quote): string {
  return likely === undefined
    ? ""
    : ` If ${name(likely)} is its new name, that lacks ${name(`aliases: [${ids.join()}]`)}.`;
}

function lineText({ number, sipDomain }: PlannedNumber, { name }: Quote): string {
  return number === undefined ? `The SIP domain ${name(sipDomain)}` : `The number ${name(number)}`;
}

function answerText(answer: string, { name }: Quote): string {
  return answer === "agent" ? "the agent" : name(answer);
}

/** Such as `+442079460123 for 25 s, then agent; outside the hours of office messages`. */
function routeText({ to, ring, hours, fallback }: PlannedDestination, quote: Quote): string {
  const leg = legOf(to);
  const rings = leg === "dial" ? ` for ${ring.timeout} s` : "";
  const next = fallback === undefined ? "the last resort" : answerText(fallback, quote);
  const closed = hours
    ? `; outside the hours of ${quote.name(hours.schedule)} ${answerText(hours.closed, quote)}`
    : "";
  return `${targetText(to, quote)}${rings}${leg === "none" ? "" : `, then ${next}`}${closed}`;
}

/** Where a call goes, as something that it reaches. */
function stepText(
  step: Step,
  ids: readonly string[],
  targetOf: (id: string) => Target | undefined,
  { name }: Quote,
): string {
  switch (step.do) {
    case "try": {
      if (ids.length > 1 && ids.includes(step.destination)) return "the destination itself";
      const kind = targetOf(step.destination)?.kind;
      return `${name(step.destination)}${kind === "voicemail" || kind === "message" ? ` (${kind})` : ""}`;
    }
    case "return to agent":
      return "the agent";
    case "last resort":
      return "the last resort";
    case "hang up":
      return "the end of the call";
  }
}

function goes(before: Step, after: Step, [one, other]: readonly [string, string], { name }: Quote): string {
  if (before.do !== "return to agent" || after.do !== "return to agent")
    return `reach ${other} instead of ${one}`;
  const told = ({ tried, closed }: typeof before) => name(`${tried.join(",")}${closed ? " (closed)" : ""}`);
  return `go back to the agent with the word that ${told(after)} was tried, instead of ${told(before)}`;
}

/** Nothing when it is all ways in which such a leg can fail. */
function outcomesText({ outcomes }: Change, to: Target | undefined): string {
  const all = to === undefined ? 0 : failuresOf(legOf(to)).length;
  return outcomes.length === all ? "" : ` (${outcomes.join(", ")})`;
}

function screeningText(screening: Screening | null, { said }: Quote): string {
  const { whisper, accept } = screening ?? {};
  const hears = whisper === undefined ? "" : `hears ${said(whisper)}`;
  const keys = accept === undefined ? "" : `must press ${accept}`;
  return [hears, keys].filter((part) => part !== "").join(" and ") || "is put through at once";
}
