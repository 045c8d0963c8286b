import type { ProjectShape } from "../../schema/project.ts";
import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { needsCall } from "../evaluate/needs-call.ts";
import { agent } from "../evaluate/routing.ts";
import { layersOf, targetFor } from "../plan/environment.ts";
import { compileTarget } from "../target/index.ts";
import type { Target } from "../target/target.ts";
import { applied } from "./applied.ts";
import { eachEnvironment } from "./environments.ts";
import { linesIn } from "./lines.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

/** `onError` is for the day on which the agent or the router fails, so it can need neither. */
export const onError: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { project, environment, layers } of eachEnvironment(catalog)) {
    for (const { entry, onError } of linesIn(catalog, layers)) {
      const id = onError.value;
      const need: Need | undefined =
        id === agent ? { why: "it is the agent itself" } : needOf(catalog, project, environment, id);
      if (need === undefined) continue;
      const { file, path } = need.override ?? { file: entry, path: onError.path };
      const place = `${file.file} ${path.join("/")}`;
      if (reported.has(place)) continue;
      reported.add(place);
      const where = need.override ? ` in ${environment}` : "";
      yield at(file, path, {
        code: id === agent ? "on-error-agent" : "on-error-needs-router",
        message: `\`onError\` is reached when the agent or the router fails, so "${id}" cannot be it${where}: ${need.why}. Name a destination with a plain target.`,
        related: need.override ? [relatedTo(entry, onError.path, "named here")] : [],
      });
    }
  }
};

interface Need {
  readonly why: string;
  /** Where an environment says so of a destination that is plain otherwise. */
  readonly override?: { readonly file: Entry<unknown>; readonly path: Path };
}

function needOf(
  catalog: Catalog,
  project: Entry<ProjectShape>,
  environment: string,
  id: string,
): Need | undefined {
  const entry = catalog.destinations.get(id);
  if (!entry) return undefined;
  const need = (why: string, file: Entry<unknown>, path: Path): Need =>
    path[0] === "environments" ? { why, override: { file, path } } : { why };
  const hours = applied(entry.value, layersOf(project.value, environment), "hours");
  if (hours) return need("only the router knows its opening hours", entry, hours.path);
  const { to, file, path } = targetFor(project, entry, environment);
  const why = needOfTarget(compileTarget(to));
  return why === undefined ? undefined : need(why, file, path);
}

function needOfTarget(to: Target): string | undefined {
  if (to.kind === "sip" && to.method !== "invite") return "it needs a call that came by SIP";
  if (needsCall({ to, callerId: "caller", ring: { timeout: 0 }, recording: "none" }, { sipCallers: false }))
    return "only the router can fill in its variables or its password";
  if (to.kind === "queue" || to.kind === "flex")
    return "only the router takes the call on when nobody picks up";
  return undefined;
}
