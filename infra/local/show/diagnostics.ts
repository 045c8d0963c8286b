import type { Colours } from "../../../src/format/colours.ts";
import type { Outcome } from "../engine/engine.ts";

/** What went wrong in a run, or deserves notice, for stderr. */
export function diagnostics({ diagnostics }: Outcome, colours: Colours): string {
  return diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ severity, message, urn }) => {
      const resource = urn === undefined ? "" : `${urn.split("::").slice(-2).join(" ")}: `;
      return `${severity === "error" ? colours.red("error") : colours.yellow("warning")} ${resource}${message}\n`;
    })
    .join("");
}
