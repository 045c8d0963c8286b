import type { ProjectShape } from "../../schema/project.ts";
import type { Catalog, Entry } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import { local, type Sourced, targetFor } from "../plan/environment.ts";
import { compileTarget, ringsOf } from "../target/index.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

interface Rung {
  readonly environment: string;
  readonly destination: string;
  readonly source: Sourced;
}

/** A test in one environment must not ring the desks of another. */
export const sharedTarget: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project) return;
  const names = Object.keys(project.value.environments).filter((name) => name !== local);
  const first = new Map<string, Rung>();
  const reported = new Set<string>();
  for (const environment of names) {
    for (const [target, rung] of rungIn(catalog, project, environment)) {
      const other = first.get(target);
      if (!other || other.environment === environment) {
        if (!other) first.set(target, rung);
        continue;
      }
      if (shares(project, environment) || shares(project, other.environment)) continue;
      const { file, path } = rung.source;
      const place = `${environment} ${file.file} ${path.join("/")}`;
      if (reported.has(place)) continue;
      reported.add(place);
      yield at(file, path, {
        code: "shared-target",
        message: `In ${environment}, "${rung.destination}" rings ${target}, which ${other.environment} rings too. Give ${environment} a target of its own (\`environments: {${environment}: {to: …}}\` in destinations/${rung.destination}.yaml, or a catch-all in handoffs.yaml), or say \`shareTargets: true\` there.`,
        related: [
          relatedTo(
            other.source.file,
            other.source.path,
            `the target of "${other.destination}" in ${other.environment}`,
          ),
        ],
      });
    }
  }
};

function* rungIn(
  catalog: Catalog,
  project: Entry<ProjectShape>,
  environment: string,
): Iterable<readonly [string, Rung]> {
  for (const [destination, entry] of catalog.destinations) {
    const source = targetFor(project, entry, environment);
    const target = compileTarget(source.to);
    const rings = ringsOf(target);
    if (rings !== undefined) yield [rings, { environment, destination, source }];
  }
}

function shares(project: Entry<ProjectShape>, environment: string): boolean {
  return own(project.value.environments, environment)?.shareTargets === true;
}
