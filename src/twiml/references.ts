/** Which other documents of the set each document leads to, by path, at once or by way of others. */
export function references(
  documents: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly string[]>> {
  const named = (path: string): readonly string[] =>
    (documents[path]?.match(/\/[\w./-]+\.xml/g) ?? []).filter((one) => Object.hasOwn(documents, one));
  return Object.fromEntries(
    Object.keys(documents).flatMap((path) => {
      const found = new Set(named(path));
      for (const one of found) for (const next of named(one)) found.add(next);
      found.delete(path);
      return found.size === 0 ? [] : [[path, [...found].sort()]];
    }),
  );
}
