/** Which other documents each document names, by path; only documents that name any. */
export type References = Readonly<Record<string, readonly string[]>>;

/** Of these documents, and to these. */
export function references(documents: Readonly<Record<string, string>>): References {
  return Object.fromEntries(
    Object.entries(documents).flatMap(([path, twiml]) => {
      const found = twiml.match(/\/[\w./-]+\.xml/g) ?? [];
      const named = new Set(found.filter((one) => one !== path && Object.hasOwn(documents, one)));
      return named.size === 0 ? [] : [[path, [...named].sort()]];
    }),
  );
}

/** The paths and all that they lead to. */
export function reachable(from: References, paths: Iterable<string>): ReadonlySet<string> {
  const found = new Set(paths);
  for (const path of found)
    for (const named of Object.hasOwn(from, path) ? (from[path] ?? []) : []) found.add(named);
  return found;
}
