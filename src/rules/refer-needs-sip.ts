import type { Catalog } from "../catalog/catalog.ts";
import { type Sourced, targetFor } from "../plan/environment.ts";
import { eachEnvironment } from "./environments.ts";
import { linesIn } from "./lines.ts";
import { fallbackOf, reachedByAgentToo, reachedFrom } from "./reach.ts";
import { at, type Rule } from "./rule.ts";

/** REFER and BYE act on the caller's own SIP leg, and a call from the telephone network has none (Twilio error 13801). */
export const referNeedsSip: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { project, environment, layers } of eachEnvironment(catalog)) {
    const transfers = new Map(
      [...catalog.destinations].flatMap(([id, entry]) => {
        const source = targetFor(project, entry, environment);
        const method = methodOf(source);
        return method === undefined ? [] : [[id, { source, method }] as const];
      }),
    );
    if (transfers.size === 0) continue;
    const lines = linesIn(catalog, layers);
    const telephones = lines.filter(({ bySip }) => !bySip).map(({ answer }) => answer.value);
    const domains = lines.filter(({ bySip }) => bySip).map(({ answer }) => answer.value);
    const byPhone = reachedByAgentToo(catalog, layers, telephones);
    const bySip = reachedByAgentToo(catalog, layers, domains);
    const straight = reachedFrom(catalog, layers, telephones);
    const hasDomain = domains.length > 0 || (lines.length === 0 && hasSipDomain(catalog));
    for (const [id, { source, method }] of transfers) {
      const place = `${source.file.file} ${source.path.join("/")}`;
      const report = (why: string, severity: "error" | "warning" = "error") => {
        reported.add(place);
        const message = `\`method: ${method}\` works for calls that came by SIP only, and ${why}`;
        return at(source.file, [...source.path, "sip", "method"], {
          code: "refer-needs-sip",
          severity,
          message,
        });
      };
      if (reported.has(place)) continue;
      if (!hasDomain)
        yield report(
          `${environment} has no SIP domain. Add one to numbers/ (\`sipDomain: …\`), or use invite.`,
        );
      else if (straight.has(id) || !byPhone.has(id)) continue;
      else if (!bySip.has(id))
        yield report(
          `in ${environment} the agent has telephone calls only. Let a SIP domain be answered by the agent or by "${id}", or use invite.`,
        );
      // The agent may know which calls came by SIP.
      else if (fallbackOf(catalog, layers, id) === undefined)
        yield report(
          `in ${environment} the agent has telephone calls too: one that it hands here hears the last resort. Add \`fallback\`, which takes such calls.`,
          "warning",
        );
    }
    if (!hasDomain) continue;
    for (const { entry, answer, bySip: isDomain } of lines) {
      if (isDomain) continue;
      const found = [...reachedFrom(catalog, layers, [answer.value])].find((id) => transfers.has(id));
      const place = `${entry.file} ${answer.path.join("/")}`;
      if (found === undefined || reported.has(place)) continue;
      reported.add(place);
      yield at(entry, answer.path, {
        code: "refer-needs-sip",
        message: `Calls to this telephone number can come to "${found}", whose \`method: ${transfers.get(found)?.method}\` works for calls that came by SIP only. Use invite there, or answer with another destination.`,
      });
    }
  }
};

/** How a target acts on the caller's own side; undefined when it does not. */
function methodOf({ to }: Sourced): "refer" | "bye" | undefined {
  const method = typeof to === "string" || !("sip" in to) ? undefined : to.sip.method;
  return method === "invite" ? undefined : method;
}

function hasSipDomain(catalog: Catalog): boolean {
  return [...catalog.numbers.values()].some(({ value }) =>
    Object.values(value.environments).some(({ sipDomain }) => sipDomain !== undefined),
  );
}
