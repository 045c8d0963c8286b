import { message } from "./message.ts";
import { number } from "./number.ts";
import type { Target, TargetKind } from "./target.ts";
import { voicemail } from "./voicemail.ts";

/** Every kind of target, under the key that names it in a file. */
const kinds = { number, voicemail, message } as const;

type Kinds = typeof kinds;

/** `to:` as a file has it, once its schema has passed it. */
export type TargetSource = string | { [K in keyof Kinds]: Parameters<Kinds[K]["compile"]>[0] }[keyof Kinds];

/** The kind of a target, typed for that very target. */
export function kindOf<T extends Target>(target: T): TargetKind<T, never> {
  // The list pairs each kind with its own target type, which TypeScript cannot follow through an index.
  return kinds[target.kind] as unknown as TargetKind<T, never>;
}

/** The target that a file's `to:` means: a bare text is a number. */
export function compileTarget(source: TargetSource): Target {
  if (typeof source === "string") return number.compile({ number: source });
  const key = Object.keys(kinds).find((kind) => Object.hasOwn(source, kind));
  if (key === undefined)
    throw new Error(`A target passed its schema without a kind: ${Object.keys(source).join(", ")}`);
  return (kinds[key as keyof Kinds] as TargetKind<Target, TargetSource>).compile(source);
}
