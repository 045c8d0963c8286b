import type { DestinationShape } from "../../schema/destination.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { own } from "../evaluate/own.ts";
import type { TargetSource } from "../target/index.ts";

/** The environment of one's own machine: it plays another one on the emulator. */
export const local = "local";

/** Every environment of a project, `local` last. */
export function environmentsOf(project: ProjectShape): readonly string[] {
  return [...Object.keys(project.environments).filter((name) => name !== local), local];
}

/** The environment that `local` plays. */
export function playedBy(project: ProjectShape): string {
  return (
    own(project.environments, local)?.like ??
    (Object.hasOwn(project.environments, "live") ? "live" : (Object.keys(project.environments)[0] ?? local))
  );
}

/** The names whose settings apply to an environment, the last one winning. */
export function layersOf(project: ProjectShape, environment: string): readonly string[] {
  if (environment !== local) return [environment];
  const played = playedBy(project);
  return played === local ? [local] : [played, local];
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Laid over each other from left to right; a value that is undefined hides nothing. */
export function merge<T extends object>(base: T, ...over: readonly (Loose<T> | undefined)[]): T {
  const present = over.map((layer) =>
    Object.fromEntries(Object.entries(layer ?? {}).filter(([, value]) => value !== undefined)),
  );
  return Object.assign({}, base, ...present);
}

/** A target as a file has it, and where it stands there. */
export interface Sourced {
  readonly to: TargetSource;
  readonly file: Entry<unknown>;
  readonly path: Path;
}

/** A destination's own target for the environment, else the environment's catch-all, else the base. */
export function targetFor(
  project: Entry<ProjectShape>,
  destination: Entry<DestinationShape>,
  environment: string,
): Sourced {
  for (const layer of layersOf(project.value, environment).toReversed()) {
    const specific = own(destination.value.environments, layer)?.to;
    if (specific !== undefined)
      return { to: specific, file: destination, path: ["environments", layer, "to"] };
    const catchAll = own(project.value.environments, layer)?.to;
    if (catchAll !== undefined) return { to: catchAll, file: project, path: ["environments", layer, "to"] };
  }
  return { to: destination.value.to, file: destination, path: ["to"] };
}
