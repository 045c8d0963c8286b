/** Which other documents each document names, by path: those of the set only, and only documents that name any. */
export function references(
  documents: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(documents).flatMap(([path, twiml]) => {
      const named = new Set(
        (twiml.match(/\/[\w./-]+\.xml/g) ?? []).filter((one) => Object.hasOwn(documents, one)),
      );
      named.delete(path);
      return named.size === 0 ? [] : [[path, [...named].sort()]];
    }),
  );
}
