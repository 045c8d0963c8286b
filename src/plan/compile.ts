import type { NumberShape } from "../../schema/number.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { Entry, ValidCatalog } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import { compileSchedule } from "../schedule/compile.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { destinationOf } from "./destination.ts";
import { seconds } from "./duration.ts";
import { layersOf, local, merge } from "./environment.ts";
import type { InboundLine, Plan, PlannedDestination, PlannedNumber, Policy } from "./plan.ts";

const defaultLastResort = "We are sorry, nobody can take your call at the moment. Please try again later.";

const defaultHold = "Please stay on the line. We will be with you as soon as we can.";

/** Public holidays are listed for this many years, so that the plan changes with the year and not with the day. */
const horizonYears = 3;

/**
 * The routing of one environment. The catalog has passed every rule, so this cannot fail for what a user wrote.
 * `today` is an ISO date, of which the year counts: holidays are listed from its first day on.
 */
export function compile(catalog: ValidCatalog, environment: string, today: string): Plan {
  const { project } = catalog;
  const layers = layersOf(project.value, environment);
  const settings = merge({}, ...layers.map((layer) => own(project.value.environments, layer)));
  const { account, agent } = settings as ProjectShape["environments"][string];
  const { language = "en-GB", voice } = project.value.defaults ?? {};
  const destinations = mapEntries(catalog.destinations, (entry) =>
    destinationOf(project, entry, environment),
  );
  const numbers = mapEntries(catalog.numbers, (entry) => numberOf(entry, layers));
  const ownNumber = Object.values(numbers).find(({ number }) => number !== undefined)?.number;
  return {
    project: project.value.project,
    environment,
    ...(account === undefined || environment === local ? {} : { account }),
    ...(agent ? { agent: { url: agent.url } } : {}),
    default: Object.keys(destinations).find((id) => destinations[id]?.default) ?? "",
    hold: { message: project.value.defaults?.hold ?? defaultHold },
    lastResort: { message: project.value.lastResort?.message ?? defaultLastResort },
    speech: { language, ...(voice === undefined ? {} : { voice }) },
    aliases: Object.fromEntries(
      Object.entries(destinations).flatMap(([id, { aliases }]) => aliases.map((alias) => [alias, id])),
    ),
    destinations,
    schedules: schedulesOf(catalog, destinations, today),
    ...(ownNumber === undefined ? {} : { ownNumber }),
    sipCallers: Object.values(numbers).some(({ sipDomain }) => sipDomain !== undefined),
    numbers,
    policy: policyOf(project.value),
    ...contextOf(project.value, environment),
  };
}

/** The schedules that destinations name. */
function schedulesOf(
  catalog: ValidCatalog,
  destinations: Readonly<Record<string, PlannedDestination>>,
  today: string,
): Readonly<Record<string, Schedule>> {
  const used = new Set(Object.values(destinations).map(({ hours }) => hours?.schedule));
  const horizon = { from: `${today.slice(0, 4)}-01-01`, days: 366 * horizonYears };
  return mapEntries(catalog.schedules, ({ id, value }) =>
    used.has(id) ? compileSchedule(value, horizon) : undefined,
  );
}

/** Undefined for an environment in which this entry has neither a number nor a SIP domain. */
function numberOf(entry: Entry<NumberShape>, layers: readonly string[]): PlannedNumber | undefined {
  const { name, answer, onError, takeOver, environments } = entry.value;
  type Layer = NumberShape["environments"][string];
  const merged = merge<Layer>({ answer, onError }, ...layers.map((layer) => own(environments, layer)));
  const line = lineOf(merged);
  if (!line) return undefined;
  return {
    name,
    ...line,
    answer: merged.answer ?? answer,
    onError: merged.onError ?? onError,
    ...((merged.takeOver ?? takeOver) ? { takeOver: true } : {}),
  };
}

function lineOf({ number, sipDomain }: NumberShape["environments"][string]): InboundLine | undefined {
  if (number !== undefined) return { number };
  return sipDomain === undefined ? undefined : { sipDomain };
}

function contextOf({ project, context }: ProjectShape, environment: string): Pick<Plan, "context"> {
  if (context === undefined) return {};
  const { ttl = "1h", keys = [] } = context;
  const scope = `${project}/${environment}`;
  return { context: { scope, ttl: seconds(ttl), keys: keys.map(({ secret }) => secret) } };
}

function policyOf({ policy }: ProjectShape): Policy {
  return merge<Policy>({}, policy as Policy | undefined);
}

function mapEntries<T, U>(
  entries: ReadonlyMap<string, Entry<T>>,
  make: (entry: Entry<T>) => U | undefined,
): Readonly<Record<string, U>> {
  const made = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, entry]) => [id, make(entry)] as const);
  return Object.fromEntries(
    made.filter((pair): pair is readonly [string, NonNullable<U> & U] => pair[1] !== undefined),
  );
}
