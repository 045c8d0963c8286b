import type { DestinationShape } from "../../schema/destination.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { own } from "../evaluate/own.ts";

/** A setting as one environment has it, and where it is written. */
export interface Applied<V> {
  readonly value: V;
  readonly path: Path;
}

/** A file with settings of its own, and those of environments. */
type Layered<T, K extends keyof T> = T & {
  readonly environments?: Readonly<Record<string, { readonly [P in K]?: T[P] | undefined }>> | undefined;
};

/** What a file says of `key` where these layers apply, the last one winning; undefined where it says nothing. */
export function applied<T extends object, K extends keyof T & string>(
  value: Layered<T, K>,
  layers: readonly string[],
  key: K,
): Applied<NonNullable<T[K]>> | undefined {
  const layer = layers.findLast((name) => own(value.environments, name)?.[key] !== undefined);
  const found: T[K] | undefined = layer === undefined ? value[key] : own(value.environments, layer)?.[key];
  if (found === undefined || found === null) return undefined;
  return { value: found, path: layer === undefined ? [key] : ["environments", layer, key] };
}

/** What applies of the screening, whose keys are laid over each other one by one. */
export function screeningIn(
  { screening, environments = {} }: DestinationShape,
  layers: readonly string[],
): { readonly whisper: Applied<string> | undefined; readonly accept: Applied<string> | undefined } {
  const view = {
    whisper: screening?.whisper,
    accept: screening?.accept,
    environments: Object.fromEntries(
      Object.entries(environments).map(([name, layer]) => [name, layer.screening ?? {}]),
    ),
  };
  const within = (key: "whisper" | "accept"): Applied<string> | undefined => {
    const found = applied(view, layers, key);
    return found && { value: found.value, path: [...found.path.slice(0, -1), "screening", key] };
  };
  return { whisper: within("whisper"), accept: within("accept") };
}
