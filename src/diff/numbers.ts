import type { Plan, PlannedNumber } from "../plan/plan.ts";
import type { Both } from "./both.ts";
import type { Change, Difference } from "./change.ts";

/** What becomes of the inbound lines: to callers a line is its number or SIP domain, whatever its file is called. */
export function numberChanges({ before, after, heirs }: Both): readonly Change[] {
  const [earlier, later] = [linesOf(before), linesOf(after)];
  const removed = [...earlier].flatMap(([line, [id, number]]) =>
    later.has(line)
      ? []
      : [change(id, "before", "environments", { kind: "number-removed", before: number, after: null })],
  );
  const others = [...later].flatMap(([line, [id, number]]) => {
    const changed = (key: string, difference: Difference) => change(id, "after", key, difference);
    const known = earlier.get(line);
    if (!known) return [changed("environments", { kind: "number-added", before: null, after: number })];
    const [formerId, former] = known;
    const [answer, onError] = [heirs.idOf(former.answer), heirs.idOf(former.onError)];
    return [
      ...(formerId === id ? [] : [changed("name", { kind: "number-renamed", before: formerId, after: id })]),
      ...(answer === number.answer
        ? []
        : [
            changed("answer", {
              kind: "number-answer",
              before: heirs.nameOf(former.answer),
              after: number.answer,
            }),
          ]),
      ...(onError === number.onError
        ? []
        : [
            changed("onError", {
              kind: "number-on-error",
              before: heirs.nameOf(former.onError),
              after: number.onError,
            }),
          ]),
      ...(former.takeOver === number.takeOver
        ? []
        : [
            changed("takeOver", {
              kind: "number-take-over",
              before: former.takeOver ?? false,
              after: number.takeOver ?? false,
            }),
          ]),
    ];
  });
  return [...removed, ...others];
}

type Line = readonly [id: string, number: PlannedNumber];

function linesOf({ numbers }: Plan): ReadonlyMap<string, Line> {
  return new Map(
    Object.entries(numbers).map(([id, number]) => [number.number ?? number.sipDomain, [id, number]] as const),
  );
}

function change(id: string, side: "before" | "after", key: string, difference: Difference): Change {
  return {
    subject: { number: id },
    outcomes: [],
    origin: { side, file: { kind: "number", id }, key },
    ...difference,
  };
}
