import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidCatalog } from "../../../src/catalog/catalog.ts";
import { load } from "../../../src/catalog/load.ts";
import { compare } from "../../../src/diff/compare.ts";
import { type Mask, masking } from "../../../src/diff/mask.ts";
import { placeIn } from "../../../src/diff/place.ts";
import type { Report } from "../../../src/diff/report.ts";
import { compile } from "../../../src/plan/compile.ts";
import { deployable } from "../../../src/plan/documents.ts";
import { deployedOf } from "../../../src/policy/deployed.ts";
import { exceeded } from "../../../src/policy/exceeded.ts";
import { sourceIn } from "../../../src/source/tree.ts";
import { sampleRoot } from "../project.ts";

/** A pair a folder: the files of `before/` over those of `base/`, and of `after/` over both. An empty file is gone. */
export const folder = join(sampleRoot, "test", "fixtures", "diff");

export const cases = readdirSync(folder).filter((name) => name !== "base");

/** The present of every case. */
export const at = Date.parse("2026-11-23T10:00:00Z");

export type Files = ReadonlyMap<string, string>;

export function filesOf(...layers: readonly string[]): Files {
  return new Map(layers.flatMap((layer) => [...textsBelow(join(folder, layer))]));
}

function* textsBelow(path: string): Iterable<readonly [string, string]> {
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    yield [file.slice(path.length + 1).replaceAll("\\", "/"), readFileSync(file, "utf8")];
  }
}

export function sidesOf(name: string): readonly [before: Files, after: Files] {
  const has = readdirSync(join(folder, name)).includes("before");
  const before = ["base", ...(has ? [join(name, "before")] : [])];
  return [filesOf(...before), filesOf(...before, join(name, "after"))];
}

/** What `handoffs diff --env live` finds. Fails the test when a side has problems. */
export function reportOf([earlier, later]: readonly [Files, Files], mask: Mask = masking()): Report {
  const [before, after] = [catalogOf(earlier), catalogOf(later)];
  const plans = {
    before: compile(before, "live", "2026-11-23"),
    after: compile(after, "live", "2026-11-23"),
  };
  return {
    ...plans,
    from: "main",
    to: "working copy",
    digest: deployable(plans.after).digest,
    changes: compare(plans.before, plans.after, at),
    placeOf: placeIn({ before, after }, "live"),
    exceeded: exceeded(plans.after.policy, deployedOf(plans.before), deployedOf(plans.after), at),
    others: [],
    mask,
  };
}

function catalogOf(files: Files): ValidCatalog {
  const present = new Map([...files].filter(([, text]) => text !== ""));
  const { catalog, diagnostics } = load(
    sourceIn({
      list: (folder) =>
        [...present.keys()]
          .filter((file) => file.startsWith(`${folder}/`))
          .map((file) => file.slice(folder.length + 1))
          .sort(),
      isFolder: () => false,
      read: (file) => new TextEncoder().encode(present.get(file)),
    }),
  );
  if (!catalog)
    throw new Error(
      JSON.stringify(
        diagnostics.filter(({ severity }) => severity === "error"),
        undefined,
        1,
      ),
    );
  return catalog;
}
