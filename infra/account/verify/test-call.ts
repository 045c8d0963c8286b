import { UsageError } from "../../../src/cli/status.ts";
import { own } from "../../../src/evaluate/own.ts";
import { agent } from "../../../src/evaluate/routing.ts";
import { lineFor } from "../../../src/plan/line.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { twiml } from "../../../src/twiml/document.ts";
import { element } from "../../../src/twiml/element.ts";
import { binPath, routerErrorPath } from "../../../src/twiml/paths.ts";
import { say } from "../../../src/twiml/say.ts";
import {
  type Call,
  callsWith,
  endCall,
  findCall,
  isOver,
  moveCall,
  placeCall,
} from "../../provider/client/calls.ts";
import { allEntries } from "../../provider/client/entries.ts";
import { http } from "../../provider/client/http.ts";
import { phoneNumbers } from "../../provider/client/numbers.ts";
import type { Operation } from "../../provider/operation.ts";
import { pause } from "../../provider/pause.ts";
import { courseOf, type RungLeg } from "./course.ts";

/** A real call that was placed, and where it went. */
export interface TestCall {
  readonly target: string;
  readonly from: string;
  readonly to: string;
  /** Of the call that came in at our number; null when none did. */
  readonly callSid: string | null;
  readonly legs: readonly RungLeg[];
  readonly asPlanned: boolean;
  /** How it ended by the plan: a person, a voicemail, a message or the agent; null when the plan does not lead there. */
  readonly end: { readonly kind: string; readonly destination: string | null } | null;
}

/** Milliseconds between two looks. */
const interval = 1000;

/**
 * Calls a number of the environment from another one of the account, and, for a destination, moves the call there as
 * the agent would. Whoever picks up hears that it is a test. Watches until the call is over, or for `patience` ms.
 */
export async function placeTestCall(
  operation: Operation,
  plan: Plan,
  domainName: string,
  target: string,
  patience: number,
): Promise<TestCall> {
  const { to, handOff } = entryFor(plan, target);
  const owned = [...(await allEntries(operation, phoneNumbers)).values()].map(({ name }) => name);
  const from = owned.find((number) => number !== to) ?? to;
  const filter = { To: to, From: from };
  const before = new Set((await callsWith(operation, filter)).map(({ sid }) => sid));
  const deadline = performance.now() + patience;
  const isTime = () => performance.now() < deadline;
  const placed = await placeCall(operation, { From: from, To: to, Twiml: announcement(plan) });
  operation.status(`Call ${placed.sid} from ${from} rings ${to}.`);
  let arrived: Call | undefined;
  try {
    while (arrived === undefined && isTime()) {
      arrived = (await callsWith(operation, filter)).find(
        ({ sid, direction }) => direction === "inbound" && !before.has(sid),
      );
      if (arrived === undefined) await pause(operation, interval);
    }
    const none = { target, from, to, callSid: null, legs: [], asPlanned: false, end: null };
    if (arrived === undefined) return none;
    const { sid } = arrived;
    if (handOff !== undefined) {
      while (!isWithAgent(arrived) && !isOver(arrived) && isTime()) {
        await pause(operation, interval);
        arrived = await findCall(operation, sid);
      }
      if (isOver(arrived)) return { ...none, callSid: sid };
      operation.status(`The call is handed to ${handOff}.`);
      const urlOf = (path: string) => `https://${domainName}${path}`;
      await moveCall(operation, sid, {
        Url: urlOf(binPath(handOff)),
        Method: "GET",
        FallbackUrl: urlOf(routerErrorPath),
        FallbackMethod: "GET",
      });
    }
    const at = Date.now();
    for (;;) {
      arrived = await findCall(operation, sid);
      if (isOver(arrived) || !isTime()) break;
      await pause(operation, interval);
    }
    const children = (await callsWith(operation, { ParentCallSid: sid })).toReversed();
    const legs = children.map(({ to, status }) => ({ to, status }));
    const course = courseOf(plan, target, at, legs);
    return { ...none, callSid: sid, legs, asPlanned: course !== undefined, end: course?.end ?? null };
  } finally {
    const last = uninterrupted(operation);
    for (const sid of [placed.sid, arrived?.sid])
      if (sid !== undefined && !isOver(await findCall(last, sid))) await endCall(last, sid);
  }
}

/** Whoever interrupts the command does not want the call to go on. */
function uninterrupted(operation: Operation): Operation {
  const { signal } = new AbortController();
  return { ...operation, signal, http: http(operation.configuration) };
}

const isWithAgent = ({ status }: Call): boolean => status === "in-progress";

/** The number that is called, and the destination that the call is then moved to. */
function entryFor(plan: Plan, target: string): { readonly to: string; readonly handOff?: string } {
  const line = lineFor(plan, target);
  if (line?.sipDomain !== undefined)
    throw new UsageError(
      `${target} is a SIP domain, and Twilio calls none of its own: call it from your SIP side.`,
    );
  if (line) return { to: line.number };
  if (own(plan.destinations, target) === undefined && own(plan.aliases, target) === undefined)
    throw new UsageError(
      `"${target}" is neither a destination nor a number of ${plan.environment}. There are ${[...Object.keys(plan.destinations), ...Object.keys(plan.numbers)].join(", ")}.`,
    );
  const numbers = Object.values(plan.numbers).filter(({ number }) => number !== undefined);
  const answered = (by: string) => numbers.find(({ answer }) => answer === by)?.number;
  const to = answered(agent);
  if (to !== undefined) return { to, handOff: target };
  const direct = answered(target);
  if (direct !== undefined) return { to: direct };
  throw new UsageError(
    `No number of ${plan.environment} is answered by the agent, so nothing can be handed to ${target}. Test a number instead.`,
  );
}

/** What the callee hears, again and again: the caller's side of a call that nobody is behind. */
function announcement({ speech }: Plan): string {
  const words = say("This is a test of where calls are routed. You can hang up now.", speech);
  const silence = element("Pause", { length: 10 });
  return twiml(Array.from({ length: 12 }, () => [words, silence]).flat());
}
