import { ask, type Operation } from "../operation.ts";
import { isProperties, type Properties, property } from "../property.ts";
import { RequestError } from "./errors.ts";
import { pages } from "./paging.ts";
import { list, reply } from "./reply.ts";

/** One field of an entry before somebody changed it; names are Twilio's. */
export type Former = ReadonlyMap<string, string>;

/**
 * The changes of an object, the latest first, from the log of everything that was done in the account: kept for 30
 * days at least. Empty where the credentials may not read it. https://www.twilio.com/docs/usage/monitor-events
 */
export async function changesOf(operation: Operation, sid: string): Promise<readonly Former[]> {
  const get = (page: URLSearchParams) => {
    const query = new URLSearchParams([
      ["ResourceSid", sid],
      ...[...page].filter(([name]) => name !== "ResourceSid"),
    ]);
    return ask(operation, { method: "GET", product: "monitor", path: "/v1/Events", query }, reply);
  };
  try {
    return (await pages(get)).flatMap((page) =>
      list(page, "events").map(({ event_data }) => formerOf(event_data)),
    );
  } catch (error) {
    if (error instanceof RequestError && !error.transient) return [];
    throw error;
  }
}

/** Twilio's page says that the fields stand in `resource_properties`; its example has them at the top. */
function formerOf(data: unknown): Former {
  const outer = isObject(data) ? data : {};
  const inner = property(outer, "resource_properties");
  const fields = isProperties(inner) ? inner : outer;
  return new Map(
    Object.entries(fields).flatMap(([name, change]): [string, string][] => {
      if (!isProperties(change) || !Object.hasOwn(change, "previous")) return [];
      return [[name, typeof change.previous === "string" ? change.previous : ""]];
    }),
  );
}

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);
