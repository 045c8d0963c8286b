import type { SyntaxNode } from "@lezer/common";
import type { Value } from "./language.ts";

/** A name that gets a value somewhere; without `value` it is known at run time only. */
export interface Binding {
  readonly name: string;
  readonly scope: SyntaxNode;
  readonly value?: SyntaxNode;
  /** A compiler sees to it that the value is a destination. */
  readonly isTyped?: boolean;
}

/** Assignments to one name beyond which nobody can follow it. */
const mostBindings = 50;

/** What names stand for, by the nearest scope around them that gives them a value. */
export function namesOf(all: readonly Binding[], isScope: (node: SyntaxNode) => boolean) {
  const byPlace = new Map<string, Binding[]>();
  for (const binding of all) {
    const place = placeOf(binding.name, binding.scope);
    const known = byPlace.get(place);
    if (known) known.push(binding);
    else byPlace.set(place, [binding]);
  }
  const bindingsAt = (name: string, at: SyntaxNode): readonly Binding[] => {
    for (let scope = scopeOf(at, isScope); ; scope = scopeOf(scope, isScope)) {
      const here = byPlace.get(placeOf(name, scope));
      if (here) return here;
      if (scope.parent === null) return [];
    }
  };
  // Each is worked out once, as names may stand for each other any number of times, and in a circle.
  const values = new Map<SyntaxNode, readonly Value[]>();
  return (name: string, at: SyntaxNode, read: (node: SyntaxNode) => readonly Value[]): readonly Value[] => {
    const unknown = [{ from: at.from, to: at.to }];
    const found = bindingsAt(name, at);
    if (found.length === 0 || found.length > mostBindings) return unknown;
    return distinct(
      found.flatMap(({ value, isTyped }) => {
        if (isTyped) return [];
        if (value === undefined) return unknown;
        const known = values.get(value);
        if (known) return known;
        values.set(value, [{ from: value.from, to: value.to }]);
        const made = read(value);
        values.set(value, made);
        return made;
      }),
    );
  };
}

/** Each place once. */
function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [`${value.from} ${value.to}`, value])).values()];
}

/** The nearest scope around a node. */
export function scopeOf(node: SyntaxNode, isScope: (node: SyntaxNode) => boolean): SyntaxNode {
  let scope = node.parent ?? node;
  while (!isScope(scope) && scope.parent) scope = scope.parent;
  return scope;
}

function placeOf(name: string, scope: SyntaxNode): string {
  return `${name} ${scope.name} ${scope.from} ${scope.to}`;
}
