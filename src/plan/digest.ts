/** SHA-256 in hex of a value's JSON with its keys in order: equal for equal values, whatever wrote them. */
export function digest(value: unknown): string {
  // Loaded here, as it takes milliseconds that a command without a digest need not wait for.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(JSON.stringify(value, inOrder)).digest("hex");
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
