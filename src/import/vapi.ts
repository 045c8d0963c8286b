import { isMap, valueAt } from "../check/value.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { parse } from "../parse/parse.ts";
import { withDefault } from "./default.ts";
import { type Findings, findingsIn, sourceFileOf } from "./found.ts";
import type { Imported, ImportInto, ImportSource } from "./imported.ts";
import { naming } from "./names.ts";
import { type Fields, settingsOf, targetOf } from "./vapi-destination.ts";

/** Levels of nesting that are looked into. */
const deepest = 40;

/**
 * The transferCall tools of a Vapi assistant, or of whatever JSON holds them, as its API has them.
 * https://docs.vapi.ai/api-reference/tools/create
 */
export function importVapi(source: ImportSource, into: ImportInto): Imported {
  const parsed = parse(sourceFileOf(source));
  if (parsed.diagnostics.length > 0) return { destinations: [], diagnostics: parsed.diagnostics };
  const findings = findingsIn(parsed);
  const places = [...destinationsIn(parsed.value, [])];
  if (places.length === 0)
    findings.wrong(
      [],
      'Expected a tool with `"type": "transferCall"` and `destinations`, or an assistant that holds one. (An assistant that names tools by id says nothing of them: export the tool.)',
    );
  const nameFor = naming();
  const destinations = places.flatMap((path) => {
    const fields = fieldsAt(parsed.value, path, findings);
    const to = fields && targetOf(fields, path, findings);
    if (!fields || to === undefined) return [];
    const { wanted, description } = namesOf(fields, path, findings);
    const { id, name } = nameFor(wanted);
    if (name !== wanted)
      findings.made(
        [...path, "name"],
        `Another destination has this name, so this one is imported as "${name}".`,
      );
    return [{ id, value: { name, description, to, ...settingsOf(fields, path, findings) } }];
  });
  const chosen = withDefault(destinations, into);
  if (chosen.made !== undefined)
    findings.made(
      [],
      `Vapi has no default, so "${chosen.made}" is, where callers go that no other destination is for.`,
    );
  return { destinations: chosen.destinations, diagnostics: findings.diagnostics };
}

/** The paths of all destinations of transferCall tools. */
function* destinationsIn(value: unknown, path: Path): Iterable<Path> {
  if (typeof value !== "object" || value === null || path.length > deepest) return;
  const isTool = isMap(value) && value.type === "transferCall" && Array.isArray(value.destinations);
  if (isTool)
    for (const index of (value.destinations as readonly unknown[]).keys())
      yield [...path, "destinations", index];
  for (const [key, inner] of Object.entries(value))
    if (!isTool || key !== "destinations")
      yield* destinationsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

function fieldsAt(value: unknown, path: Path, { wrong }: Findings): Fields | undefined {
  const found = valueAt(value, path);
  if (isMap(found)) return found;
  wrong(path, "Expected a destination: an object with `type`.");
  return undefined;
}

/** Vapi needs neither a name nor a description; ours needs both. */
function namesOf({ name, description }: Fields, path: Path, { made }: Findings) {
  const text = typeof description === "string" ? description.trim() : "";
  const given = typeof name === "string" ? name.trim() : "";
  const wanted = given === "" ? `Destination ${Number(path.at(-1)) + 1}` : given;
  if (given === "") made(path, `Without a name it is imported as "${wanted}".`);
  if (text === "")
    made(
      path,
      `"${wanted}" has no description, so the model has nothing to choose it by; its name stands in.`,
    );
  return { wanted, description: text === "" ? wanted : text };
}
