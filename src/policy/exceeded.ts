import { isDeepStrictEqual } from "node:util";
import type { Policy } from "../plan/plan.ts";

/** Routes, numbers and former ids of one deployment, as data: what an older release of ours wrote may lack parts. */
export interface Deployed {
  readonly routes: Readonly<Record<string, unknown>>;
  readonly numbers: Readonly<Record<string, unknown>>;
  /** Former ids with their heirs: a destination that has one was renamed, not removed. */
  readonly aliases?: Readonly<Record<string, unknown>>;
}

/** A limit of the policy that a deployment goes beyond. */
export interface Exceeded {
  readonly limit: keyof Policy;
  /** What changes, the limit, and how to allow it. */
  readonly message: string;
}

/** Which limits the step from one deployment to the next goes beyond. */
export function exceeded(policy: Policy, before: Deployed, after: Deployed): readonly Exceeded[] {
  const removed = Object.keys(before.routes).filter(
    (id) => !Object.hasOwn(after.routes, id) && !Object.hasOwn(after.aliases ?? {}, id),
  );
  const retargeted = Object.keys(before.routes).filter(
    (id) =>
      Object.hasOwn(after.routes, id) &&
      !isDeepStrictEqual(targetOf(before.routes[id]), targetOf(after.routes[id])),
  );
  const numbers = [...new Set([...Object.keys(before.numbers), ...Object.keys(after.numbers)])].filter(
    (id) => !isDeepStrictEqual(before.numbers[id], after.numbers[id]),
  );
  return [
    ...over("maxDestinationsRemoved", policy.maxDestinationsRemoved, removed, "removes", "destination"),
    ...over(
      "maxDestinationsRetargeted",
      policy.maxDestinationsRetargeted,
      retargeted,
      "sends elsewhere",
      "destination",
    ),
    ...over("maxNumbersChanged", policy.maxNumbersChanged, numbers, "changes", "number"),
  ];
}

function over(
  limit: keyof Policy,
  most: number | undefined,
  ids: readonly string[],
  verb: string,
  noun: string,
): readonly Exceeded[] {
  if (most === undefined || ids.length <= most) return [];
  const listed = ids.length > 8 ? `${ids.slice(0, 8).join(", ")} and ${ids.length - 8} more` : ids.join(", ");
  const plural = ids.length === 1 ? noun : `${noun}s`;
  return [
    {
      limit,
      message: `This deployment ${verb} ${ids.length} ${plural} (${listed}); the policy allows ${most}. If that is meant, raise policy.${limit} in handoffs.yaml to ${ids.length} in the same pull request.`,
    },
  ];
}

function targetOf(route: unknown): unknown {
  return typeof route === "object" && route !== null && "to" in route ? route.to : undefined;
}
