import { isDeepStrictEqual } from "node:util";
import { own } from "../evaluate/own.ts";
import type { Policy } from "../plan/plan.ts";
import { type Deployed, field, heirOf, hoursOf } from "./deployed.ts";
import { shareLost } from "./opening-hours.ts";

/** A limit of the policy that a deployment goes beyond. */
export interface Exceeded {
  readonly limit: keyof Policy;
  /** What changes, the limit, and how to allow it. */
  readonly message: string;
}

/** Which limits the step from one deployment to the next goes beyond, at a time in epoch milliseconds. */
export function exceeded(policy: Policy, before: Deployed, after: Deployed, at: number): readonly Exceeded[] {
  const ids = [...Object.keys(before.routes), ...Object.keys(before.aliases ?? {})];
  const removed = [...new Set(ids)].filter((id) => heirOf(after, id) === undefined);
  return [
    ...over("maxDestinationsRemoved", policy.maxDestinationsRemoved, removed, "removes", "destination"),
    ...over(
      "maxDestinationsRetargeted",
      policy.maxDestinationsRetargeted,
      retargeted(before, after),
      "sends elsewhere",
      "destination",
    ),
    ...over(
      "maxNumbersChanged",
      policy.maxNumbersChanged,
      changedNumbers(before, after),
      "changes",
      "number",
    ),
    ...hoursLost(policy.maxOpeningHoursLost, before, after, at),
    ...defaultChanged(policy.defaultChange, before, after),
  ];
}

/** Destinations that are still there under their id, and reach something else. */
function retargeted(before: Deployed, after: Deployed): readonly string[] {
  return Object.keys(before.routes).filter((id) => {
    const heir = heirOf(after, id);
    return (
      heir !== undefined &&
      !isDeepStrictEqual(field(before.routes[id], "to"), field(own(after.routes, heir), "to"))
    );
  });
}

/** A number whose destination has only been renamed has not changed. */
function changedNumbers(before: Deployed, after: Deployed): readonly string[] {
  const renamed = (number: unknown) => {
    const named = ["answer", "onError"].map((name) => {
      const id = field(number, name);
      return [name, typeof id === "string" ? (heirOf(after, id) ?? id) : id];
    });
    return typeof number === "object" && number !== null
      ? { ...number, ...Object.fromEntries(named) }
      : number;
  };
  return [...new Set([...Object.keys(before.numbers), ...Object.keys(after.numbers)])].filter(
    (id) => !isDeepStrictEqual(renamed(own(before.numbers, id)), renamed(own(after.numbers, id))),
  );
}

function over(
  limit: keyof Policy,
  most: number | undefined,
  ids: readonly string[],
  verb: string,
  noun: string,
): readonly Exceeded[] {
  if (most === undefined || ids.length <= most) return [];
  const counted = `${ids.length} ${ids.length === 1 ? noun : `${noun}s`} (${listed(ids)})`;
  return [
    {
      limit,
      message: `This deployment ${verb} ${counted}; the policy allows ${most}. ${raise(limit, String(ids.length))}`,
    },
  ];
}

function hoursLost(
  most: string | undefined,
  before: Deployed,
  after: Deployed,
  at: number,
): readonly Exceeded[] {
  if (most === undefined) return [];
  const limit = "maxOpeningHoursLost";
  const known = new Map<string, number>();
  const found = Object.keys(before.routes).flatMap((id) => {
    const heir = heirOf(after, id);
    if (heir === undefined) return [];
    const [was, is] = [hoursOf(before, id), hoursOf(after, heir)];
    if (!was || !is) return [];
    const key = JSON.stringify([was, is]);
    const lost = known.get(key) ?? (isDeepStrictEqual(was, is) ? 0 : shareLost(was, is, at));
    known.set(key, lost);
    // Half a per mille is the clock's, not the desk's.
    const share = Math.ceil(lost * 100 - 0.05);
    return share > Number.parseInt(most, 10) ? [{ id, share }] : [];
  });
  if (found.length === 0) return [];
  const worst = Math.max(...found.map(({ share }) => share));
  const counted = `${found.length} destination${found.length === 1 ? "" : "s"}`;
  const names = listed(found.map(({ id, share }) => `${id} ${share}%`));
  return [
    {
      limit,
      message: `This deployment takes opening hours from ${counted} (${names}); the policy allows ${most} of each. ${raise(limit, `${worst}%`)}`,
    },
  ];
}

function defaultChanged(
  rule: Policy["defaultChange"],
  before: Deployed,
  after: Deployed,
): readonly Exceeded[] {
  const { default: id } = before;
  if (rule !== "refuse" || !id || !after.default || heirOf(after, id) === after.default) return [];
  return [
    {
      limit: "defaultChange",
      message: `This deployment makes ${after.default} the default destination instead of ${id}; the policy refuses that. If that is meant, set policy.defaultChange in handoffs.yaml to allow in the same pull request.`,
    },
  ];
}

function raise(limit: keyof Policy, to: string): string {
  return `If that is meant, raise policy.${limit} in handoffs.yaml to ${to} in the same pull request.`;
}

/** Of many the first eight. */
function listed(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}
