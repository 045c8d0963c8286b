import type { ValidCatalog } from "../catalog/catalog.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { compare } from "../diff/compare.ts";
import { json } from "../diff/format/json.ts";
import { markdown } from "../diff/format/markdown.ts";
import { text } from "../diff/format/text.ts";
import { bare, masking } from "../diff/mask.ts";
import { withoutRoutes } from "../diff/none.ts";
import { placeIn } from "../diff/place.ts";
import type { Report } from "../diff/report.ts";
import { compile } from "../plan/compile.ts";
import { deployable } from "../plan/documents.ts";
import { environmentsOf, local, playedBy } from "../plan/environment.ts";
import type { Plan } from "../plan/plan.ts";
import { deployedOf } from "../policy/deployed.ts";
import { type Exceeded, exceeded } from "../policy/exceeded.ts";
import { coloursFor } from "./colours.ts";
import { instant } from "./instant.ts";
import { print } from "./print.ts";
import { rootOf } from "./project.ts";
import { catalogOf, sideOf, workingCopy } from "./side.ts";
import { type Status, status, UsageError } from "./status.ts";

export interface DiffOptions {
  readonly dir?: string;
  readonly to?: string;
  readonly env?: string;
  readonly format: "text" | "markdown" | "json";
  readonly check?: boolean;
  readonly showNumbers?: boolean;
  readonly at?: string;
}

/** `handoffs diff [REF]`: what changes for callers. */
export function diff(
  from: string,
  { dir, to, env, format, check, showNumbers, at: time }: DiffOptions,
): Status {
  const at = instant(time, "UTC");
  const today = new Date(at).toISOString().slice(0, 10);
  const root = () => rootOf(dir);
  const sides = {
    before: sideOf(from, root),
    after: to === undefined ? workingCopy(root()) : sideOf(to, root),
  };
  const [before, after] = [catalogOf(sides.before, today), catalogOf(sides.after, today)];
  if (!before || !after) return status.problems;
  const projects = [after, before].filter((catalog) => catalog !== "none");
  const [newest] = projects;
  if (!newest)
    throw new UsageError(`There is no project in ${sides.before.label}, and none in ${sides.after.label}.`);
  const known = [...new Set(projects.flatMap(({ project }) => environmentsOf(project.value)))];
  const environment = env ?? playedBy(newest.project.value);
  if (!known.includes(environment))
    throw new UsageError(
      `There is no environment "${environment}": handoffs.yaml has ${known.join(", ")}.${didYouMean(suggest(environment, known))}`,
    );
  const compared = (name: string) => compareIn(name, before, after, today, at);
  const shown = compared(environment);
  const others = (env === undefined ? known : [])
    .filter((name) => name !== environment && name !== local)
    .map((name) => ({ environment: name, ...compared(name) }));
  const report: Report = {
    ...shown,
    from: sides.before.label,
    to: sides.after.label,
    digest: deployable(shown.after).digest,
    placeOf: placeIn({ before: present(before), after: present(after) }, environment),
    exceeded: [
      ...shown.exceeded,
      ...others.flatMap((other) =>
        other.exceeded.map(({ limit, message }) => ({ limit, message: `${other.environment}: ${message}` })),
      ),
    ],
    others: others.map(({ environment, changes }) => ({ environment, changes: changes.length })),
    mask: showNumbers ? bare : masking(),
  };
  print(printed(report, format));
  return check && report.exceeded.length > 0 ? status.problems : status.clean;
}

type Found = ValidCatalog | "none";

const present = (catalog: Found): ValidCatalog | undefined => (catalog === "none" ? undefined : catalog);

/** Both plans of an environment, what differs, and what the later one's policy says of it. */
function compareIn(environment: string, earlier: Found, later: Found, today: string, at: number) {
  const [was, is] = [earlier, later].map((catalog): Plan | undefined =>
    catalog !== "none" && environmentsOf(catalog.project.value).includes(environment)
      ? compile(catalog, environment, today)
      : undefined,
  );
  const [before, after] = [was ?? (is && withoutRoutes(is)), is ?? (was && withoutRoutes(was))];
  if (!before || !after) throw new Error(`Neither project has the environment "${environment}"`);
  // The first deployment is not limited.
  const beyond: readonly Exceeded[] = was
    ? exceeded(after.policy, deployedOf(before), deployedOf(after), at)
    : [];
  return { before, after, changes: compare(before, after, at), exceeded: beyond };
}

function printed(report: Report, format: DiffOptions["format"]): string {
  switch (format) {
    case "text":
      return text(report, coloursFor("stdout"));
    case "markdown":
      return markdown(report);
    case "json":
      return json(report);
  }
}
