/** The state that a goal asks for, as far as the program tells it. */
import type { Goal } from "../program/goal.ts";
import type { ResourceState } from "../state/state.ts";

/** `old` hands on what only time has given it. */
export function declared(
  goal: Goal,
  urn: string,
  provider: string | undefined,
  old: ResourceState | undefined,
): ResourceState {
  const { customTimeouts, additionalSecretOutputs, ignoreChanges, replaceOnChanges, dependencies } = goal;
  return {
    urn,
    custom: goal.custom,
    type: goal.type,
    inputs: goal.inputs,
    outputs: {},
    ...(goal.parent !== undefined && { parent: goal.parent }),
    ...(goal.protect === true && { protect: true }),
    ...(dependencies.length > 0 && { dependencies }),
    ...(provider !== undefined && { provider }),
    ...(Object.keys(goal.propertyDependencies).length > 0 && {
      propertyDependencies: goal.propertyDependencies,
    }),
    ...(additionalSecretOutputs.length > 0 && { additionalSecretOutputs }),
    ...(Object.keys(customTimeouts).length > 0 && { customTimeouts }),
    ...(goal.retainOnDelete === true && { retainOnDelete: true }),
    ...(goal.deletedWith !== undefined && { deletedWith: goal.deletedWith }),
    ...(old?.created !== undefined && { created: old.created }),
    ...(old?.modified !== undefined && { modified: old.modified }),
    ...(old?.importID !== undefined && { importID: old.importID }),
    ...(ignoreChanges.length > 0 && { ignoreChanges }),
    ...(replaceOnChanges.length > 0 && { replaceOnChanges }),
  };
}
