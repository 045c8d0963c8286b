/** PolyAI's `$name`. */
const theirs = /\$([A-Za-z_]\w*)/g;

/** Ours: `${name}`, or `${data.name}` for what the agent adds. */
const ours = /\$\{([^}]*)\}/g;

/** What both sides know under a name of their own. */
const shared: readonly (readonly [theirs: string, ours: string])[] = [
  ["caller_id", "caller"],
  ["callee_number", "called"],
  ["reason", "reason"],
  ["utterance", "utterance"],
  ["destination", "destination"],
  ["call_sid", "call_sid"],
  ["shared_id", "shared_id"],
];

const toOurs = new Map(shared);
const toTheirs = new Map(shared.map(([name, own]) => [own, name]));

/** A header's value with `$variables` as ours: `$order` is `${data.order}`. */
export function fromAdk(text: string): string {
  return text.replace(theirs, (_, name: string) => `\${${toOurs.get(name) ?? `data.${name}`}}`);
}

/** The way back; undefined where PolyAI would read something else than what was meant. */
export function toAdk(text: string): string | undefined {
  const written = text.replace(
    ours,
    (_, name: string) => `$${toTheirs.get(name) ?? name.replace(/^data\./, "")}`,
  );
  return fromAdk(written) === text ? written : undefined;
}
