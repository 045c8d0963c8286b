import type { SyntaxNode } from "@lezer/common";

/** A name that gets a value somewhere; without `value` it is known at run time only. */
export interface Binding {
  readonly name: string;
  readonly scope: SyntaxNode;
  readonly value?: SyntaxNode;
  /** A compiler sees to it that the value is a destination. */
  readonly isTyped?: boolean;
}

/** Says what a name stands for at a node: all that the nearest scope around it gives the name; none when nothing does. */
export function bindingsOf(all: readonly Binding[], isScope: (node: SyntaxNode) => boolean) {
  const byName = new Map<string, Binding[]>();
  for (const binding of all) {
    const known = byName.get(binding.name);
    if (known) known.push(binding);
    else byName.set(binding.name, [binding]);
  }
  return (name: string, at: SyntaxNode): readonly Binding[] => {
    const known = byName.get(name);
    if (!known) return [];
    for (let scope = scopeOf(at, isScope); ; scope = scopeOf(scope, isScope)) {
      const here = known.filter((binding) => isSame(binding.scope, scope));
      if (here.length > 0 || scope.parent === null) return here;
    }
  };
}

/** The nearest scope around a node. */
export function scopeOf(node: SyntaxNode, isScope: (node: SyntaxNode) => boolean): SyntaxNode {
  let scope = node.parent ?? node;
  while (!isScope(scope) && scope.parent) scope = scope.parent;
  return scope;
}

function isSame(a: SyntaxNode, b: SyntaxNode): boolean {
  return a.from === b.from && a.to === b.to && a.name === b.name;
}
