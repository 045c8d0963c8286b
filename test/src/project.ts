import { type Loaded, load } from "../../src/catalog/load.ts";
import { compile } from "../../src/plan/compile.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readDisk } from "../../src/source/disk.ts";
import type { Source } from "../../src/source/source.ts";

/** The repository's own sample company. */
export const sampleRoot = new URL("../..", import.meta.url).pathname;

/** A small project that has no problems; tests change one file of it. */
export const goodFiles: Readonly<Record<string, string>> = {
  "handoffs.yaml": `project: acme
environments:
  live: {account: AC00000000000000000000000000000000, agent: {url: "https://agent.example.com/voice"}}
  sandbox: {agent: {url: "https://sandbox.example.com/voice"}, to: "+442079460800"}
defaults: {fallback: agent}
`,
  "destinations/billing.yaml": `name: Billing
description: The caller wants to pay a bill.
default: true
to: "+442079460123"
`,
  "destinations/sales.yaml": `name: Sales
description: The caller wants to buy.
to: "+442079460200"
fallback: billing
`,
  "numbers/main-line.yaml": `name: Main line
answer: agent
onError: billing
environments:
  live: {number: "+442079460000"}
  sandbox: {number: "+442079460700"}
`,
};

/** A source of the good files with some of them replaced, added, or (undefined) left out. */
export function sourceOf(changes: Readonly<Record<string, string | undefined>> = {}): Source {
  const files = Object.entries({ ...goodFiles, ...changes }).flatMap(([file, text]) => {
    if (text === undefined) return [];
    const [folder = "", name = ""] = file.includes("/") ? file.split("/") : ["", file];
    const kind =
      ({ destinations: "destination", numbers: "number", schedules: "schedule" } as const)[folder] ??
      "project";
    return [{ kind, id: name.replace(/\.yaml$/, ""), file, text } as const];
  });
  return { files, diagnostics: [] };
}

export function loadFiles(changes: Readonly<Record<string, string | undefined>> = {}): Loaded {
  return load(sourceOf(changes));
}

/** The plan of the good files with changes; fails the test when they have problems. */
export function planOf(
  changes: Readonly<Record<string, string | undefined>> = {},
  environment = "live",
): Plan {
  return planFrom(loadFiles(changes), environment);
}

export function samplePlan(environment = "live"): Plan {
  return planFrom(load(readDisk(sampleRoot)), environment);
}

function planFrom(loaded: Loaded, environment: string): Plan {
  if (!loaded.catalog)
    throw new Error(
      loaded.diagnostics.map(({ file, line, message }) => `${file}:${line} ${message}`).join("\n"),
    );
  return compile(loaded.catalog, environment, "2026-11-23");
}
