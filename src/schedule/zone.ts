import { dayLength } from "./day.ts";

/**
 * A time zone's wall clock. Wall times are milliseconds as if the clock showed UTC, instants are epoch milliseconds.
 */
export interface Zone {
  /** What the wall clock shows, less the instant. */
  readonly offset: (at: number) => number;
  /** When the clock first shows a time. A time that is skipped counts as the first instant after the gap. */
  readonly first: (wall: number) => number;
  /** When the clock shows a time that exists twice for the last time; otherwise as `first`. */
  readonly last: (wall: number) => number;
  /** The day of an instant; it begins when the clock first shows midnight. */
  readonly day: (at: number) => number;
}

const zones = new Map<string, Zone>();

/** Undefined for a zone that this runtime's `Intl` (the IANA database) does not know. */
export function zoneOf(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known) return known;
  const format = formatOf(name);
  if (!format) return undefined;
  const zone = zoneFrom(remembered((at) => wallClock(format, at) - at));
  zones.set(name, zone);
  return zone;
}

function zoneFrom(offset: Zone["offset"]): Zone {
  const instant = (wall: number, choose: (a: number, b: number) => number): number => {
    const before = wall - offset(wall - dayLength);
    const after = wall - offset(wall + dayLength);
    if (before === after) return before;
    const shows = (at: number) => at + offset(at) === wall;
    if (shows(before)) return shows(after) ? choose(before, after) : before;
    return shows(after) ? after : changeOf(offset, after, before);
  };
  const first = (wall: number) => instant(wall, Math.min);
  return {
    offset,
    first,
    last: (wall) => instant(wall, Math.max),
    day: (at) => {
      const day = Math.floor((at + offset(at)) / dayLength);
      // Clocks that go back over midnight show yesterday's date once more.
      return first((day + 1) * dayLength) <= at ? day + 1 : day;
    },
  };
}

/** The first second after `low`, at most `high`, whose offset is not that of `low`. */
function changeOf(offset: Zone["offset"], low: number, high: number): number {
  const initial = offset(low);
  let same = Math.floor(low / 1000);
  let other = Math.ceil(high / 1000);
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offset(middle * 1000) === initial) same = middle;
    else other = middle;
  }
  return other * 1000;
}

interface Stretch {
  readonly until: number;
  readonly offset: number;
}

const week = 7 * dayLength;
const block = 58 * week;

/** Asks `Intl` once for about a year, for it takes microseconds; no zone changes its offset there and back within a week. */
function remembered(ask: Zone["offset"]): Zone["offset"] {
  const blocks = new Map<number, readonly Stretch[]>();
  return (at) => {
    const index = Math.floor(at / block);
    let stretches = blocks.get(index);
    if (!stretches) {
      stretches = [...stretchesFrom(ask, index * block)];
      blocks.set(index, stretches);
    }
    for (const { until, offset } of stretches) if (at < until) return offset;
    throw new Error(`No offset is known for ${at}`);
  };
}

function* stretchesFrom(ask: Zone["offset"], start: number): Iterable<Stretch> {
  const end = start + block;
  let offset = ask(start);
  for (let at = start; at < end; at += week) {
    const next = ask(at + week);
    if (next === offset) continue;
    yield { until: changeOf(ask, at, at + week), offset };
    offset = next;
  }
  yield { until: Number.POSITIVE_INFINITY, offset };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function wallClock(format: Intl.DateTimeFormat, at: number): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000);
}
