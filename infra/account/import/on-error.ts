import { load } from "../../../src/catalog/load.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import type { Source } from "../../../src/source/source.ts";

/**
 * A destination that numbers may name in `onError`, the default one if it can be: the project's own rules decide, over
 * its files and one more. Undefined when none of them can.
 */
export function possibleOnError(source: Source, plan: Plan, environment: string): string | undefined {
  const ids = Object.keys(plan.destinations).sort((id) => (id === plan.default ? -1 : 0));
  return ids.find((onError) => {
    const file = "numbers/imported.yaml";
    const text = `name: Imported\nanswer: ${onError}\nonError: ${onError}\nenvironments: {${environment}: {number: "+442079460999"}}\n`;
    const files = [...source.files, { kind: "number", id: "imported", file, text } as const];
    return !load({ ...source, files }).diagnostics.some(
      (problem) => problem.file === file && problem.path.includes("onError"),
    );
  });
}
