import type { OutcomeName } from "../evaluate/outcome.ts";
import type { Screening } from "../evaluate/routing.ts";
import type { Plan, PlannedDestination, PlannedNumber } from "../plan/plan.ts";
import type { Recording, Target } from "../target/target.ts";
import type { Speech } from "../twiml/say.ts";
import type { ShownNumbers } from "./shown-number.ts";
import type { Step } from "./step.ts";
import type { When } from "./when.ts";

/** One thing that callers, callees or the agent will notice. */
export type Change = {
  readonly subject: Subject;
  /** Undefined: at any time. */
  readonly when?: When & {
    /** The schedule whose opening or closing times these are. */
    readonly hours?: { readonly schedule: string; readonly open: boolean };
  };
  /** How the subject's own leg ends before this; empty where no leg does. */
  readonly outcomes: readonly OutcomeName[];
  /** The destination whose own change this follows from. */
  readonly through?: string;
  /** Where the reason stands. */
  readonly origin: Origin;
} & Difference;

export type Subject =
  | { readonly destination: string }
  | { readonly number: string }
  | { readonly setting: Setting };

/** What holds for every destination: all of a plan but what is compared one by one, and what nobody notices. */
export type Setting = Exclude<
  keyof Plan,
  "environment" | "destinations" | "numbers" | "aliases" | "schedules" | "sipCallers" | "policy"
>;

type Of<Kind extends string, T> = { readonly kind: Kind; readonly before: T; readonly after: T };
type Added<Kind extends string, T> = { readonly kind: Kind; readonly before: null; readonly after: T };
type Removed<Kind extends string, T> = { readonly kind: Kind; readonly before: T; readonly after: null };

export type Difference =
  | Removed<"number-removed", PlannedNumber>
  | Added<"number-added", PlannedNumber>
  /** The same line in another file. */
  | Of<"number-renamed", string>
  /** `agent`, or a destination. */
  | Of<"number-answer", string>
  /** Who is reached when the agent or the router fails. */
  | Of<"number-on-error", string>
  | Of<"number-take-over", boolean>
  /** A destination without an heir: calls that are still handed there are lost. */
  | (Removed<"removed", PlannedDestination> & {
      /** A new destination that reaches the same. */
      readonly likely?: string;
    })
  /** A destination whose calls another one takes that was there before. */
  | { readonly kind: "merged"; readonly before: PlannedDestination; readonly after: string }
  | Of<"renamed", string>
  | Added<"added", PlannedDestination>
  | Removed<"former-id-removed", string>
  | Added<"former-id-added", string>
  | Of<"former-id-moved", string>
  /** Where a call that comes in goes. */
  | Of<"arrival", Step>
  /** Where a call goes that the destination's leg did not get through. */
  | Of<"fallback", Step>
  | Of<"target", Target>
  | Of<"caller-id", ShownNumbers>
  /** Seconds. */
  | Of<"ring", number>
  | Of<"screening", Screening | null>
  | Of<"recording", Recording>
  | Of<"name", string>
  | Of<"description", string>
  | Of<"setting", string | Speech | null>;

export type Kind = Difference["kind"];

/** The key of a file that a change is made in; `side` says in which of the two projects. */
export interface Origin {
  readonly side: "before" | "after";
  readonly file:
    | { readonly kind: "destination" | "number" | "schedule"; readonly id: string }
    | { readonly kind: "project" };
  readonly key?: string;
}
