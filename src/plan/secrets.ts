import type { Plan } from "./plan.ts";

/** The names of the secrets that an environment's destinations need, in order. */
export function secretNamesOf(plan: Plan): readonly string[] {
  const names = Object.values(plan.destinations).flatMap(({ to }) =>
    to.kind === "sip" && to.credentials ? [to.credentials.secret] : [],
  );
  return [...new Set(names)].sort();
}
