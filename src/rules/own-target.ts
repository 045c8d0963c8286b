import type { DestinationShape } from "../../schema/destination.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { Entry } from "../catalog/catalog.ts";
import { type Sourced, targetFor } from "../plan/environment.ts";

/** What a destination's own file says that it rings; undefined where an environment's catch-all stands in. */
export function ownTarget(
  project: Entry<ProjectShape>,
  entry: Entry<DestinationShape>,
  environment: string,
): Sourced | undefined {
  const source = targetFor(project, entry, environment);
  return source.file === project ? undefined : source;
}
