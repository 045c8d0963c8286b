import { own } from "../evaluate/own.ts";
import type { Plan, PlannedDestination } from "../plan/plan.ts";
import { type Attempt, noticed, type Part } from "./attempt.ts";
import type { Both, Side } from "./both.ts";
import type { Change, Difference, Origin } from "./change.ts";
import { reachesTheSame } from "./heirs.ts";
import { arrivals, fallbacks, type Pair } from "./routes.ts";
import { shownNumbers } from "./shown-number.ts";

/** Every difference of the destinations of two plans. */
export function destinationChanges(both: Both): readonly Change[] {
  const { before, heirs } = both;
  return [
    ...heirs.removed.map((id) => removal(both, id)),
    ...heirs.merged.map(([id, heir]) => ({
      ...changed(heir, "aliases", { kind: "merged", before: planned(both, "before", id), after: heir }),
      subject: { destination: id },
    })),
    ...heirs.former.flatMap(([id, led, leads]) => formerId(id, led, leads, before.aliases[id])),
    ...heirs.kept.flatMap((pair) => keptChanges(both, pair)),
    ...heirs.added.map((id) =>
      changed(id, undefined, { kind: "added", before: null, after: planned(both, "after", id) }),
    ),
    ...defaultChanges(both),
  ];
}

function removal(both: Both, id: string): Change {
  const before = planned(both, "before", id);
  const likely = both.heirs.added.find((other) => reachesTheSame(before, planned(both, "after", other)));
  return gone(id, { kind: "removed", before, after: null, ...(likely === undefined ? {} : { likely }) });
}

function keptChanges(both: Both, pair: Pair): readonly Change[] {
  const [earlier, later] = pair;
  const [one, other] = [planned(both, "before", earlier), planned(both, "after", later)];
  return [
    ...(earlier === later
      ? []
      : [changed(later, "aliases", { kind: "renamed", before: earlier, after: later })]),
    ...attemptChanges(both, pair, one, other),
    ...arrivals(both, pair),
    ...fallbacks(both, pair),
    ...(["name", "description"] as const)
      .filter((key) => one[key] !== other[key])
      .map((key) => changed(later, key, { kind: key, before: one[key], after: other[key] })),
  ];
}

const keys: Readonly<Record<Part, string>> = {
  to: "to",
  shown: "callerId",
  ring: "ring",
  screening: "screening",
  recording: "recording",
};

function attemptChanges(
  both: Both,
  [earlier, later]: Pair,
  one: PlannedDestination,
  other: PlannedDestination,
) {
  if (earlier === later && sayTheSame(both, one, other)) return [];
  const use = useOf(both, later, other);
  if (use === "none") return [];
  const sip = both.before.sipCallers && both.after.sipCallers;
  const attempt = (side: Side, id: string, route: PlannedDestination): Attempt => ({
    ...route,
    id,
    shown: shownNumbers(both[side], route, sip),
  });
  const [was, is] = [attempt("before", earlier, one), attempt("after", later, other)];
  return noticed(was, is, use === "on error").map((part) =>
    changed(later, keys[part], differenceOf(part, was, is)),
  );
}

/** Spares a closer look: everything that an attempt is made of. */
function sayTheSame({ before, after }: Both, one: PlannedDestination, other: PlannedDestination): boolean {
  const said = (plan: Plan, route: PlannedDestination) => {
    const { to, callerId, ring, screening, recording, hours } = route;
    const { sipCallers, ownNumber, context } = plan;
    const depends = [sipCallers, ownNumber, context !== undefined, hours !== undefined];
    return JSON.stringify([to, callerId, ring, screening, recording, depends]);
  };
  return said(before, one) === said(after, other);
}

function differenceOf(part: Part, before: Attempt, after: Attempt): Difference {
  switch (part) {
    case "to":
      return { kind: "target", before: before.to, after: after.to };
    case "shown":
      return { kind: "caller-id", before: before.shown, after: after.shown };
    case "ring":
      return { kind: "ring", before: before.ring.timeout, after: after.ring.timeout };
    case "screening":
      return { kind: "screening", before: before.screening ?? null, after: after.screening ?? null };
    case "recording":
      return { kind: "recording", before: before.recording, after: after.recording };
  }
}

/** Whether calls can come to a destination: when it is open, only when something has failed, or never. */
function useOf(both: Both, id: string, { hours }: PlannedDestination): "open" | "on error" | "none" {
  const { after } = both;
  const schedule = both.schedule("after", hours?.schedule);
  if (!schedule || both.calendar.opening(schedule).length > 0) return "open";
  const onError =
    after.default === id || Object.values(after.numbers).some((number) => number.onError === id);
  return onError ? "on error" : "none";
}

function defaultChanges({ before, after, heirs }: Both): readonly Change[] {
  if (heirs.idOf(before.default) === after.default) return [];
  return [
    {
      ...changed(after.default, "default", { kind: "setting", before: before.default, after: after.default }),
      subject: { setting: "default" },
    },
  ];
}

function formerId(
  id: string,
  led: string | undefined,
  leads: string | undefined,
  file: string | undefined,
): readonly Change[] {
  const subject = { destination: id };
  if (leads !== undefined) {
    const difference: Difference =
      led === undefined
        ? { kind: "former-id-added", before: null, after: leads }
        : { kind: "former-id-moved", before: led, after: leads };
    return [{ ...changed(leads, "aliases", difference), subject }];
  }
  if (led === undefined) return [];
  return [
    { ...gone(file ?? led, { kind: "former-id-removed", before: led, after: null }, "aliases"), subject },
  ];
}

function changed(id: string, key: string | undefined, difference: Difference): Change {
  return { subject: { destination: id }, outcomes: [], origin: origin("after", id, key), ...difference };
}

function gone(id: string, difference: Difference, key?: string): Change {
  return { subject: { destination: id }, outcomes: [], origin: origin("before", id, key), ...difference };
}

function origin(side: Side, id: string, key: string | undefined): Origin {
  return { side, file: { kind: "destination", id }, ...(key === undefined ? {} : { key }) };
}

function planned(both: Both, side: Side, id: string): PlannedDestination {
  const found = own(both[side].destinations, id);
  if (!found) throw new Error(`The plan has no destination "${id}"`);
  return found;
}
