/** A TwiML verb or noun. Attributes that are undefined are left out; text is escaped when it is written. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly children: readonly (Element | string)[];
}

export function element(
  name: string,
  attributes: Element["attributes"] = {},
  ...children: readonly (Element | string)[]
): Element {
  return { name, attributes, children };
}
