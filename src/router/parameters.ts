/** Query and body parameters of a request, the body's winning; a repeated one is a list. */
export type Parameters = Readonly<Record<string, unknown>> & {
  readonly request?: {
    readonly cookies?: Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, unknown>>;
  };
};

/** The first value of a parameter that may be repeated. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return textOf(value[0]);
  return typeof value === "string" ? value : undefined;
}

/** The ids of a comma-separated list; anything else in it is passed over. */
export function idsOf(list: string | undefined): readonly string[] {
  return (list ?? "").split(",").filter((id) => /^[a-z0-9-]+$/.test(id));
}
