/** Former identities of a resource: an old state found under one of them is taken over, not replaced. */
import { makeUrn, type UrnParts, urnName, urnType } from "../wire/urn.ts";

/** A whole URN, or what differs from the present one, as the SDK sends it. */
export type Alias =
  | { readonly urn: string }
  | {
      readonly name: string;
      readonly type: string;
      readonly stack: string;
      readonly project: string;
      readonly parenturn: string;
      readonly noparent: boolean;
    };

/** `formerParent` is the URN under which the parent's state was found, when it has been renamed itself. */
export function formerUrns(
  aliases: readonly Alias[],
  present: UrnParts,
  formerParent: string | undefined,
): readonly string[] {
  const own = aliases.map((alias) => urnOf(alias, present));
  if (formerParent === undefined) return own;
  const inherited = [{ type: present.type, name: present.name }, ...own.map(identity)].map(({ type, name }) =>
    makeUrn({ ...present, type, name: renamed(name, present.parent, formerParent), parent: formerParent }),
  );
  return [...own, ...inherited];
}

function urnOf(alias: Alias, present: UrnParts): string {
  if ("urn" in alias) return alias.urn;
  return makeUrn({
    stack: alias.stack || present.stack,
    project: alias.project || present.project,
    type: alias.type || present.type,
    name: alias.name || present.name,
    parent: alias.noparent ? undefined : alias.parenturn || present.parent,
  });
}

function identity(urn: string): { readonly type: string; readonly name: string } {
  return { type: urnType(urn), name: urnName(urn) };
}

/** Children are named after their parent (`<parent>-<part>`), so a renamed parent renames them. */
function renamed(name: string, parent: string | undefined, formerParent: string): string {
  const prefix = parent === undefined ? "" : urnName(parent);
  return prefix !== "" && name.startsWith(prefix) ? urnName(formerParent) + name.slice(prefix.length) : name;
}
