import type { Dates } from "./schedule.ts";

/** What makes a schedule open or closed at an instant. */
export type Because =
  | { readonly kind: "always" }
  | { readonly kind: "never" }
  | { readonly kind: "week" }
  | { readonly kind: "exception"; readonly on: Dates }
  | { readonly kind: "holiday"; readonly date: string; readonly name: string }
  | { readonly kind: "unknown time zone" };
