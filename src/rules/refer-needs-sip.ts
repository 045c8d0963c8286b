import type { Catalog } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import { layersOf } from "../plan/environment.ts";
import { at, type Rule } from "./rule.ts";

/** REFER and BYE act on the caller's own SIP leg, and a call from the telephone network has none (Twilio error 13801). */
export const referNeedsSip: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project) return;
  for (const [id, entry] of catalog.destinations) {
    const method = methodOf(catalog, id);
    if (method === undefined || method === "invite") continue;
    if (!hasSipDomain(catalog))
      yield at(entry, ["to", "sip", "method"], {
        code: "refer-needs-sip",
        message: `\`method: ${method}\` works for calls that came by SIP only, and the project has telephone numbers only. Add a SIP domain to numbers/ (\`sipDomain: …\`), or use invite.`,
      });
  }
  for (const entry of catalog.numbers.values()) {
    const layers = Object.keys(entry.value.environments).flatMap((environment) =>
      layersOf(project.value, environment),
    );
    if (layers.every((layer) => own(entry.value.environments, layer)?.number === undefined)) continue;
    const found = chainFrom(catalog, entry.value.answer).find(
      (id) => (methodOf(catalog, id) ?? "invite") !== "invite",
    );
    if (found !== undefined && hasSipDomain(catalog))
      yield at(entry, ["answer"], {
        code: "refer-needs-sip",
        message: `Calls to this telephone number can come to "${found}", whose \`method: ${methodOf(catalog, found)}\` works for calls that came by SIP only. Use invite there, or answer with another destination.`,
      });
  }
};

function methodOf(catalog: Catalog, id: string) {
  const to = catalog.destinations.get(id)?.value.to;
  return to === undefined || typeof to === "string" || !("sip" in to)
    ? undefined
    : (to.sip.method ?? "invite");
}

function hasSipDomain(catalog: Catalog): boolean {
  return [...catalog.numbers.values()].some(({ value }) =>
    Object.values(value.environments).some(({ sipDomain }) => sipDomain !== undefined),
  );
}

/** Destinations that a call to `id` can come to without the agent. */
function chainFrom(catalog: Catalog, id: string, seen: readonly string[] = []): readonly string[] {
  const value = catalog.destinations.get(id)?.value;
  if (!value || seen.includes(id)) return seen;
  const next = [value.fallback ?? catalog.project?.value.defaults?.fallback, value.closed];
  return next.reduce<readonly string[]>(
    (found, other) => (other === undefined ? found : chainFrom(catalog, other, found)),
    [...seen, id],
  );
}
