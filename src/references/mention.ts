/** A place in an agent's files that names a destination, or would if its value were known. Offsets count UTF-16 units. */
export type Mention = Place & {
  /**
   * - `id`: our own library and types; only an id will do.
   * - `name`: PolyAI and Vapi; an id or a name.
   * - `declared`: made by `handoffs manifest`; it says what there is and uses nothing.
   * - `address`: a number or SIP address that is called without a name.
   */
  readonly kind: "id" | "name" | "declared" | "address";
  readonly text: string;
};

/** A destination that is known at run time only. */
export type Unresolved = Place & { readonly kind: "unresolved" };

export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What one file says of destinations, in no order. */
export type Mentions = readonly (Mention | Unresolved)[];

/** PolyAI's references in prose: `{{ho:name}}`. `offset` is where the text begins in its file. */
export function proseMentions(text: string, offset = 0): readonly Mention[] {
  return [...text.matchAll(/\{\{\s*ho:([^{}\n]+?)\s*\}\}/g)].map((match) => {
    const from = offset + match.index;
    return { kind: "name", text: match[1] ?? "", from, to: from + match[0].length };
  });
}
