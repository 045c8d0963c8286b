import type { Route, Routing } from "../evaluate/routing.ts";

/** The whole routing of one environment, compiled: pure data, no YAML, no Twilio ids. */
export interface Plan extends Routing {
  readonly project: string;
  /** `local`, or an environment of `handoffs.yaml`. */
  readonly environment: string;
  /** The Twilio account that it belongs to; `local` has none. */
  readonly account?: string;
  readonly destinations: Readonly<Record<string, PlannedDestination>>;
  readonly numbers: Readonly<Record<string, PlannedNumber>>;
  readonly policy: Policy;
  /** Absent where agents leave no context. */
  readonly context?: ContextPlan;
}

/** What an agent leaves with a call, for the destination and for the desk. */
export interface ContextPlan {
  /** `<project>/<environment>` */
  readonly scope: string;
  /** Seconds that it is kept. */
  readonly ttl: number;
  /** The names of the secrets that open the context API; without any there is no API. */
  readonly keys: readonly string[];
}

export interface PlannedDestination extends Route {
  readonly name: string;
  readonly description: string;
  readonly default: boolean;
  readonly aliases: readonly string[];
}

/** An inbound entry of this environment. */
export type PlannedNumber = InboundLine & {
  readonly name: string;
  /** `agent`, or a destination. */
  readonly answer: string;
  /** The destination that callers reach when the agent or the router fails. */
  readonly onError: string;
  /** Taken although a trunk, a TwiML application or another stack has it. */
  readonly takeOver?: true;
};

/** A Twilio number in E.164, or a SIP domain such as `acme.sip.twilio.com`. */
export type InboundLine =
  | { readonly number: string; readonly sipDomain?: never }
  | { readonly sipDomain: string; readonly number?: never };

/** Limits on what one deployment may change; undefined is no limit. */
export interface Policy {
  readonly countries?: readonly string[];
  readonly maxNumbersChanged?: number;
  readonly maxDestinationsRemoved?: number;
  readonly maxDestinationsRetargeted?: number;
  /** Of the time in which a destination takes its calls itself, as `20%`. */
  readonly maxOpeningHoursLost?: string;
  /** Whether another destination may become the default; undefined allows it. */
  readonly defaultChange?: "allow" | "refuse";
}
