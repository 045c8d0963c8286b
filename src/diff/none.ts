import type { Plan } from "../plan/plan.ts";

/** The plan of an environment in which nothing is yet, or nothing any more; all else is as in the other plan. */
export function withoutRoutes(other: Plan): Plan {
  const { ownNumber: _, ...plan } = other;
  return { ...plan, destinations: {}, numbers: {}, aliases: {}, schedules: {}, sipCallers: false };
}
