import { own } from "../evaluate/own.ts";
import { agent, type Routing } from "../evaluate/routing.ts";

/** A destination on the way of a call through those that are closed. */
export interface Link {
  readonly id: string;
  readonly schedule: string | undefined;
  readonly closed: string | undefined;
}

/** The destinations that a call to `start` is passed on to, in order, as long as each is closed. */
export function chainFrom(routing: Routing, start: string | undefined): readonly Link[] {
  const links: Link[] = [];
  for (let next = start; next !== undefined && next !== agent; ) {
    const id = own(routing.aliases, next) ?? next;
    const route = own(routing.destinations, id);
    if (!route || links.some((link) => link.id === id)) break;
    links.push({ id, schedule: route.hours?.schedule, closed: route.hours?.closed });
    next = route.hours?.closed;
  }
  return links;
}
