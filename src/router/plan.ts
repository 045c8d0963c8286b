import type { Route, Routing } from "../evaluate/routing.ts";
import type { InboundLine, Plan, PlannedNumber } from "../plan/plan.ts";

/** What the router holds of a plan: its routes, and what they need; the content of its private asset. */
export interface RouterPlan {
  readonly routes: Readonly<Record<string, Route>>;
  /** No decision needs them; a policy compares them with the next deployment's. */
  readonly numbers: Readonly<Record<string, InboundLine & Pick<PlannedNumber, "answer" | "onError">>>;
  readonly settings: Omit<Routing, "destinations">;
}

/** Leaves out what never decides about a call, so that a new description uploads nothing. */
export function routerPlan(plan: Plan): RouterPlan {
  const routes = Object.fromEntries(
    Object.entries(plan.destinations).map(
      ([id, { name: _n, description: _d, default: _f, aliases: _a, ...route }]) => [id, route],
    ),
  );
  const numbers = Object.fromEntries(
    Object.entries(plan.numbers).map(([id, { name: _, takeOver: _t, ...entry }]) => [id, entry]),
  );
  const {
    destinations: _r,
    numbers: _n,
    project: _p,
    environment: _e,
    account: _a,
    policy: _l,
    context,
    ...settings
  } = plan;
  return {
    routes,
    numbers,
    settings: { ...settings, ...(context && { context: { scope: context.scope } }) },
  };
}

/** Reads the asset's text, the settings and the routes in one map. Throws when it is no plan. */
export function readRouterPlan(text: string): Routing {
  const { routes, ...settings } = JSON.parse(text) as RouterPlan["settings"] & Pick<RouterPlan, "routes">;
  if (typeof routes !== "object" || routes === null || typeof settings.aliases !== "object")
    throw new Error("The plan is damaged");
  return { ...settings, destinations: routes };
}
