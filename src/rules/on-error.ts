import type { Catalog } from "../catalog/catalog.ts";
import { needsCall } from "../evaluate/needs-call.ts";
import { agent } from "../evaluate/routing.ts";
import { compileTarget } from "../target/index.ts";
import { references } from "./references.ts";
import { at, type Rule } from "./rule.ts";

/** `onError` is for the day on which the agent or the router fails, so it can need neither. */
export const onError: Rule = function* (catalog) {
  for (const { entry, path, id } of references(catalog)) {
    if (path.at(-1) !== "onError") continue;
    const why = id === agent ? "it is the agent itself" : needs(catalog, id);
    if (why === undefined) continue;
    yield at(entry, path, {
      code: id === agent ? "on-error-agent" : "on-error-needs-router",
      message: `\`onError\` is reached when the agent or the router fails, so "${id}" cannot be it: ${why}. Name a destination with a plain target.`,
    });
  }
};

function needs(catalog: Catalog, id: string): string | undefined {
  const value = catalog.destinations.get(id)?.value;
  if (!value) return undefined;
  if (value.hours !== undefined) return "only the router knows its opening hours";
  const to = compileTarget(value.to);
  if (needsCall({ to, callerId: "caller", ring: { timeout: 0 }, recording: "none" }, { sipCallers: false }))
    return "only the router can fill in its variables or its password";
  if (to.kind === "queue" || to.kind === "flex")
    return "only the router takes the call on when nobody picks up";
  if (to.kind === "sip" && to.method !== "invite") return "it needs a call that came by SIP";
  return undefined;
}
