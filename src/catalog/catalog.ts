import type { DestinationShape } from "../../schema/destination.ts";
import type { NumberShape } from "../../schema/number.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { ScheduleShape } from "../../schema/schedule.ts";
import type { Path, Range } from "../diagnostic/diagnostic.ts";

/** A file of the project whose form is right, with where each part of it stands. */
export interface Entry<T> {
  /** The file's name without folder and extension. */
  readonly id: string;
  /** Relative to the project root. */
  readonly file: string;
  readonly value: T;
  readonly locate: (path: Path, part?: "key" | "value") => Range;
}

/** A project as its files say it. Files with problems of form are not in it; their ids are in `broken`. */
export interface Catalog {
  /** Undefined when `handoffs.yaml` has a problem of form. */
  readonly project: Entry<ProjectShape> | undefined;
  readonly destinations: ReadonlyMap<string, Entry<DestinationShape>>;
  readonly numbers: ReadonlyMap<string, Entry<NumberShape>>;
  readonly schedules: ReadonlyMap<string, Entry<ScheduleShape>>;
  /** Ids of destinations whose files have problems: they exist, so references to them are right. */
  readonly broken: ReadonlySet<string>;
  /** The same for schedules. */
  readonly brokenSchedules: ReadonlySet<string>;
  /** The day on which the project is looked at, as an ISO date; undefined where no clock is to matter. */
  readonly today: string | undefined;
}

/** A catalog that every rule has passed. */
export interface ValidCatalog extends Catalog {
  readonly project: Entry<ProjectShape>;
}
