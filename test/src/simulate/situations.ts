import { join } from "node:path";
import { load } from "../../../src/catalog/load.ts";
import type { OutcomeName } from "../../../src/evaluate/outcome.ts";
import { compile } from "../../../src/plan/compile.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { readDisk } from "../../../src/source/disk.ts";
import { sampleRoot } from "../project.ts";

/** A call and what happens to it. */
export interface Situation {
  readonly name: string;
  readonly target: string;
  /** In London's summer or winter, as its offset says. */
  readonly at: string;
  readonly outcomes?: readonly OutcomeName[];
  readonly handoffs?: readonly string[];
  readonly from?: string;
}

const monday = "2026-11-23T10:00:00Z";

/** What a test of routing must know, at a company made for it (`test/fixtures/company`). */
export const situations: readonly Situation[] = [
  { name: "a person answers", target: "reception", at: monday },
  { name: "busy, then a voicemail", target: "reception", at: monday, outcomes: ["busy"] },
  {
    name: "no answer, then a voicemail that nobody speaks into",
    target: "reception",
    at: monday,
    outcomes: ["no-answer", "silent"],
  },
  { name: "the leg fails", target: "reception", at: monday, outcomes: ["failed"] },
  { name: "the leg is canceled", target: "reception", at: monday, outcomes: ["canceled"] },
  {
    name: "busy, then no answer, then voicemail",
    target: "billing",
    at: monday,
    outcomes: ["busy", "no-answer"],
  },
  { name: "open at nine to the second", target: "billing", at: "2026-11-23T09:00:00Z" },
  { name: "closed a second before nine", target: "billing", at: "2026-11-23T08:59:59Z" },
  { name: "the second before lunch", target: "billing", at: "2026-11-23T12:29:59Z" },
  { name: "lunch", target: "billing", at: "2026-11-23T12:30:00Z" },
  { name: "the second before the end of lunch", target: "billing", at: "2026-11-23T13:29:59Z" },
  { name: "after lunch", target: "billing", at: "2026-11-23T13:30:00Z" },
  { name: "the second before closing", target: "billing", at: "2026-11-23T17:29:59Z" },
  { name: "closing time", target: "billing", at: "2026-11-23T17:30:00Z" },
  { name: "the evening, when both desks are closed", target: "billing", at: "2026-11-23T20:00:00Z" },
  { name: "the night desk", target: "billing", at: "2026-11-23T23:00:00Z" },
  { name: "the night desk after midnight", target: "billing", at: "2026-11-24T05:59:59Z" },
  { name: "the end of the night", target: "billing", at: "2026-11-24T06:00:00Z" },
  { name: "Saturday morning belongs to Friday's night", target: "night-desk", at: "2026-11-28T05:00:00Z" },
  { name: "Saturday night has none", target: "night-desk", at: "2026-11-28T23:00:00Z" },
  { name: "Saturday in hours", target: "billing", at: "2026-11-28T11:00:00Z" },
  { name: "Saturday after hours", target: "billing", at: "2026-11-28T14:00:00Z" },
  { name: "Sunday", target: "billing", at: "2026-11-29T11:00:00Z" },
  { name: "Christmas Day", target: "billing", at: "2026-12-25T10:00:00Z" },
  { name: "Boxing Day in lieu", target: "billing", at: "2026-12-28T10:00:00Z" },
  { name: "Christmas Eve in the morning", target: "billing", at: "2026-12-24T11:59:59Z" },
  { name: "Christmas Eve at noon", target: "billing", at: "2026-12-24T12:00:00Z" },
  { name: "the staff meeting", target: "billing", at: "2026-11-30T15:00:00Z" },
  { name: "after the staff meeting", target: "billing", at: "2026-11-30T16:00:00Z" },
  { name: "the Friday before summer time", target: "billing", at: "2026-03-27T09:00:00Z" },
  { name: "the Monday of summer time, at nine there", target: "billing", at: "2026-03-30T08:00:00Z" },
  { name: "the Monday of summer time, an hour before", target: "billing", at: "2026-03-30T07:59:59Z" },
  { name: "the Monday after summer time, at nine there", target: "billing", at: "2026-10-26T09:00:00Z" },
  { name: "the Monday after summer time, an hour before", target: "billing", at: "2026-10-26T08:59:59Z" },
  {
    name: "the fallback is open when the first desk is closed",
    target: "billing",
    at: "2026-11-23T23:00:00Z",
    outcomes: ["busy"],
  },
  { name: "a key is pressed", target: "sales", at: monday },
  { name: "the key is not pressed", target: "sales", at: monday, outcomes: ["declined"] },
  {
    name: "the key is not pressed, and the app rings in vain",
    target: "sales",
    at: monday,
    outcomes: ["declined", "no-answer"],
  },
  { name: "picked up in the queue", target: "support", at: monday },
  { name: "the wait is over", target: "support", at: monday, outcomes: ["waited-out"] },
  { name: "the queue is full", target: "support", at: monday, outcomes: ["queue-full"] },
  { name: "the queue fails", target: "support", at: monday, outcomes: ["queue-failed"] },
  {
    name: "nobody is logged in at Flex either",
    target: "support",
    at: monday,
    outcomes: ["waited-out", "waited-out"],
  },
  {
    name: "nobody anywhere, and an empty voicemail",
    target: "support",
    at: monday,
    outcomes: ["waited-out", "waited-out", "silent"],
  },
  { name: "REFER works", target: "pbx-line", at: monday },
  { name: "REFER is refused", target: "pbx-line", at: monday, outcomes: ["refused"] },
  {
    name: "REFER is refused and reception is busy",
    target: "pbx-line",
    at: monday,
    outcomes: ["refused", "busy"],
  },
  { name: "BYE gives the call back", target: "back", at: monday, from: "sip:caller@pbx.example.com" },
  { name: "BYE has nobody to give a telephone call back to", target: "back", at: monday },
  { name: "the agent hands a telephone call to BYE", target: "main", at: monday, handoffs: ["back"] },
  { name: "a trunk that answers", target: "trunk", at: monday },
  { name: "two trunks that do not", target: "trunk", at: monday, outcomes: ["failed", "failed"] },
  { name: "a message", target: "recall", at: monday },
  { name: "a former id", target: "kettle", at: monday },
  { name: "a number that the agent answers", target: "main", at: monday },
  { name: "a number by its digits", target: "+442079460001", at: monday },
  { name: "the agent hands on once", target: "main", at: monday, handoffs: ["reception"] },
  {
    name: "the agent gets the call back and keeps it",
    target: "main",
    at: monday,
    outcomes: ["declined", "busy"],
    handoffs: ["sales"],
  },
  {
    name: "the agent hands the same call there twice",
    target: "main",
    at: monday,
    outcomes: ["declined", "busy", "declined", "busy"],
    handoffs: ["sales", "sales"],
  },
  {
    name: "the agent chooses another the second time",
    target: "main",
    at: monday,
    outcomes: ["declined", "busy", "answered"],
    handoffs: ["sales", "reception"],
  },
  {
    name: "the agent chooses a closed desk at night",
    target: "main",
    at: "2026-11-23T20:00:00Z",
    handoffs: ["billing"],
  },
  {
    name: "the agent chooses a closed desk twice, and nobody speaks",
    target: "main",
    at: "2026-11-23T20:00:00Z",
    outcomes: ["silent", "silent"],
    handoffs: ["billing", "billing"],
  },
  {
    name: "the agent chooses two closed desks with the same voicemail, and nobody speaks",
    target: "main",
    at: "2026-11-23T20:00:00Z",
    outcomes: ["silent", "silent"],
    handoffs: ["billing", "night-desk"],
  },
  {
    name: "the agent chooses a desk again that has closed meanwhile, and nobody speaks",
    target: "main",
    at: "2026-11-23T17:29:50Z",
    outcomes: ["busy", "busy", "silent", "silent"],
    handoffs: ["billing", "billing"],
  },
  { name: "a withheld caller", target: "bills", at: monday, from: "anonymous" },
  {
    name: "busy a second before closing, and the fallback is another desk",
    target: "billing",
    at: "2026-11-23T17:29:59Z",
    outcomes: ["busy", "no-answer"],
  },
  {
    name: "the wait in the queue goes on past closing time",
    target: "late-queue",
    at: "2026-11-23T17:28:00Z",
    outcomes: ["waited-out"],
  },
  {
    name: "the wait in the queue ends before closing time",
    target: "late-queue",
    at: "2026-11-23T17:20:00Z",
    outcomes: ["waited-out"],
  },
  {
    name: "it rings across closing time, and its fallback has closed meanwhile",
    target: "lunch-desk",
    at: "2026-11-23T12:29:59Z",
    outcomes: ["no-answer"],
  },
  {
    name: "busy a minute before lunch",
    target: "lunch-desk",
    at: "2026-11-23T12:29:00Z",
    outcomes: ["busy"],
  },
  {
    name: "the fallback's desk is closed",
    target: "clock-desk",
    at: "2026-03-29T01:00:00Z",
    outcomes: ["busy"],
  },
  { name: "the second before clocks go forward", target: "clock-desk", at: "2026-03-29T00:59:59Z" },
  {
    name: "half past one that never comes: two o'clock in summer time",
    target: "clock-desk",
    at: "2026-03-29T01:00:00Z",
  },
  { name: "the last second of a short hour", target: "clock-desk", at: "2026-03-29T01:29:59Z" },
  { name: "half past two in summer time", target: "clock-desk", at: "2026-03-29T01:30:00Z" },
  { name: "the second before half past one comes first", target: "clock-desk", at: "2026-10-25T00:29:59Z" },
  { name: "half past one for the first time", target: "clock-desk", at: "2026-10-25T00:30:00Z" },
  { name: "half past one for the second time", target: "clock-desk", at: "2026-10-25T01:30:00Z" },
  { name: "the last second of a long hour", target: "clock-desk", at: "2026-10-25T02:29:59Z" },
  { name: "half past two after clocks went back", target: "clock-desk", at: "2026-10-25T02:30:00Z" },
  {
    name: "a number withheld, and nobody answers",
    target: "bills",
    at: monday,
    from: "+266696687",
    outcomes: ["no-answer"],
  },
  { name: "a bill line out of hours", target: "bills", at: "2026-11-29T11:00:00Z", outcomes: ["silent"] },
];

/** The plan of that company, which has no errors. */
export function situationPlan(environment: string): Plan {
  const { catalog, diagnostics } = load(readDisk(join(sampleRoot, "test", "fixtures", "company")));
  if (!catalog) throw new Error(JSON.stringify(diagnostics, undefined, 2));
  return compile(catalog, environment, "2026-01-01");
}
