import type { DestinationShape } from "../../schema/destination.ts";
import type { NumberShape } from "../../schema/number.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { Entry, ValidCatalog } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import type { CallerId, Screening } from "../evaluate/routing.ts";
import { compileTarget } from "../target/index.ts";
import { seconds } from "./duration.ts";
import { layersOf, local, merge, targetFor } from "./environment.ts";
import type { Plan, PlannedDestination, PlannedNumber, Policy } from "./plan.ts";

/** Seconds that a leg rings when nothing says otherwise. */
const defaultTimeout = "25s";

const defaultLastResort = "We are sorry, nobody can take your call at the moment. Please try again later.";

const defaultHold = "Please stay on the line. We will be with you as soon as we can.";

/** The routing of one environment. The catalog has passed every rule, so this cannot fail for what a user wrote. */
export function compile(catalog: ValidCatalog, environment: string): Plan {
  const { project } = catalog;
  const layers = layersOf(project.value, environment);
  const settings = merge({}, ...layers.map((layer) => own(project.value.environments, layer)));
  const { account, agent } = settings as ProjectShape["environments"][string];
  const { language = "en-GB", voice } = project.value.defaults ?? {};
  const destinations = mapEntries(catalog.destinations, (entry) =>
    destinationOf(project, entry, environment),
  );
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
    numbers: mapEntries(catalog.numbers, (entry) => numberOf(entry, layers)),
    policy: policyOf(project.value),
  };
}

function destinationOf(
  project: Entry<ProjectShape>,
  entry: Entry<DestinationShape>,
  environment: string,
): PlannedDestination {
  const { value } = entry;
  const { defaults } = project.value;
  const over = layersOf(project.value, environment).map((layer) => own(value.environments, layer));
  const { callerId, fallback, recording } = merge<
    Pick<DestinationShape, "callerId" | "fallback" | "recording">
  >({ callerId: value.callerId, fallback: value.fallback, recording: value.recording }, ...over);
  const ring = merge<{ timeout?: string | undefined }>(
    { timeout: defaultTimeout },
    defaults?.ring,
    value.ring,
    ...over.map((layer) => layer?.ring),
  );
  const screening = merge<NonNullable<DestinationShape["screening"]>>(
    {},
    value.screening,
    ...over.map((layer) => layer?.screening),
  );
  const next = fallback ?? defaults?.fallback;
  return {
    name: value.name,
    description: value.description,
    default: value.default ?? false,
    aliases: value.aliases ?? [],
    to: compileTarget(targetFor(project, entry, environment).to),
    callerId: (callerId ?? defaults?.callerId ?? "caller") as CallerId,
    ring: { timeout: seconds(ring.timeout ?? defaultTimeout) },
    ...(Object.keys(screening).length === 0 ? {} : { screening: screening as Screening }),
    recording: recording ?? "none",
    // The project's own fallback has none but the last resort.
    ...(next === undefined || next === entry.id ? {} : { fallback: next }),
  };
}

/** Undefined for an environment in which this entry has no number. */
function numberOf(entry: Entry<NumberShape>, layers: readonly string[]): PlannedNumber | undefined {
  const { name, answer, onError, environments } = entry.value;
  const merged = merge<{ answer: string; onError: string; number?: string | undefined }>(
    { answer, onError },
    ...layers.map((layer) => own(environments, layer)),
  );
  return merged.number === undefined
    ? undefined
    : { name, number: merged.number, answer: merged.answer, onError: merged.onError };
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
