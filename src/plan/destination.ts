import type { DestinationShape } from "../../schema/destination.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { Entry } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import type { CallerId, Screening } from "../evaluate/routing.ts";
import { withContext } from "../target/flex.ts";
import { compileTarget } from "../target/index.ts";
import { seconds } from "./duration.ts";
import { layersOf, merge, targetFor } from "./environment.ts";
import type { PlannedDestination } from "./plan.ts";

/** How long a leg rings when nothing says otherwise. */
const defaultTimeout = "25s";

type Layer = NonNullable<DestinationShape["environments"]>[string];

/** One destination as an environment has it: the file, what that environment says differently, and the defaults. */
export function destinationOf(
  project: Entry<ProjectShape>,
  entry: Entry<DestinationShape>,
  environment: string,
): PlannedDestination {
  const { value } = entry;
  const { defaults } = project.value;
  const over = layersOf(project.value, environment).map((layer) => own(value.environments, layer));
  const merged = merge<Layer>({}, value, ...over);
  const ring = merge<NonNullable<Layer["ring"]>>(
    {},
    defaults?.ring,
    value.ring,
    ...over.map((layer) => layer?.ring),
  );
  const screening = merge<NonNullable<Layer["screening"]>>(
    {},
    value.screening,
    ...over.map((layer) => layer?.screening),
  );
  const { hours, closed, recording = "none", fallback = defaults?.fallback } = merged;
  const to = compileTarget(targetFor(project, entry, environment).to);
  return {
    name: value.name,
    description: value.description,
    default: value.default ?? false,
    aliases: value.aliases ?? [],
    to: project.value.context === undefined ? to : withContext(to),
    callerId: (merged.callerId ?? defaults?.callerId ?? "caller") as CallerId,
    ring: { timeout: seconds(ring.timeout ?? defaultTimeout) },
    ...(Object.keys(screening).length === 0 ? {} : { screening: screening as Screening }),
    recording,
    ...(hours === undefined || closed === undefined ? {} : { hours: { schedule: hours, closed } }),
    // The project's own fallback has none but the last resort.
    ...(fallback === undefined || fallback === entry.id ? {} : { fallback }),
  };
}
