/**
 * Opening hours as the plan carries them: plain data in the words of the wall clock, so that a preview shows a
 * change as people would say it.
 */
export interface Schedule {
  /** The IANA zone of every date and time here. */
  readonly timeZone: string;
  readonly week: "always" | "never" | Week;
  /** The first that matches wins, over holidays and the week. */
  readonly exceptions: readonly Exception[];
  /** Closed all day; listed for the horizon that the plan was compiled for. */
  readonly holidays: readonly Holiday[];
}

export type Week = Readonly<Record<Weekday, readonly Shift[]>>;

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof weekdays)[number];

/**
 * From `09:00` up to, not including, `17:30`; up to `24:00` for the end of the day. One that ends at or before its
 * start runs past midnight, and belongs to the day on which it began.
 */
export interface Shift {
  readonly opens: string;
  readonly closes: string;
}

export interface Exception {
  readonly on: Dates;
  /** Empty: closed. */
  readonly hours: readonly Shift[];
}

/** Dates as `2026-12-24`, both ends included; times as `2026-11-30T14:00`, up to, not including, the end. */
export type Dates =
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "dates"; readonly from: string; readonly to: string }
  | { readonly kind: "times"; readonly from: string; readonly to: string }
  | { readonly kind: "yearly"; readonly month: number; readonly day: number };

export interface Holiday {
  readonly date: string;
  readonly name: string;
}
