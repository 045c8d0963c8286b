import { destinationId } from "../../schema/text.ts";
import type { Entry } from "../catalog/catalog.ts";
import { agent } from "../evaluate/routing.ts";
import { at, type Rule } from "./rule.ts";

/** A file's name is an id, and the id of a destination is part of its URL. */
export const fileName: Rule = function* (catalog) {
  for (const entry of [
    ...catalog.destinations.values(),
    ...catalog.numbers.values(),
    ...catalog.schedules.values(),
  ]) {
    if (!destinationId.safeParse(entry.id).success)
      yield at(entry, [], { code: "file-name", message: malformed(entry) });
  }
  const reserved = catalog.destinations.get(agent);
  if (reserved)
    yield at(reserved, [], {
      code: "reserved-id",
      message: `"${agent}" stands for the voice agent wherever a destination is named. Give this file another name.`,
    });
};

function malformed({ id }: Entry<unknown>): string {
  return `The file's name is an id, and ${JSON.stringify(id)} cannot be one: expected at most 64 small letters, digits and hyphens. Rename the file.`;
}
