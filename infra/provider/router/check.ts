import type { Deployed } from "../../../src/policy/deployed.ts";
import { exceeded } from "../../../src/policy/exceeded.ts";
import type { Failure } from "../check.ts";
import { hasUnknown, isProperties, type Properties, property, reveal, revealAll, text } from "../property.ts";
import { member } from "../property-path.ts";

/** The plan is one object: `settings` may not bring what are inputs of their own. */
export function checkSettings(inputs: Properties): readonly Failure[] {
  const settings = reveal(property(inputs, "settings") ?? null);
  if (!isProperties(settings)) return [];
  return ["routes", "numbers"]
    .filter((name) => Object.hasOwn(settings, name))
    .map((name) => ({
      property: member("settings", name),
      reason: `\`${name}\` is an input of its own: in \`settings\` it would be lost.`,
    }));
}

/** Two Assets of a build cannot share a path. */
export const checkSecretsPath = (inputs: Properties): readonly Failure[] =>
  property(inputs, "secrets") !== undefined && text(inputs, "secretsPath") === text(inputs, "planPath")
    ? [{ property: "secretsPath", reason: "Expected another path than `planPath`, which has the plan." }]
    : [];

/** What one update may change at most; the first deployment, and what is not known yet, is not limited. */
export function checkPolicy(inputs: Properties, olds: Properties): readonly Failure[] {
  const [policy, before, after] = [data(inputs, "policy"), routing(olds), routing(inputs)];
  if (policy === undefined || before === undefined || after === undefined) return [];
  return exceeded(policy, before, after, Date.now()).map(({ limit, message }) => ({
    property: member("policy", limit),
    reason: message,
  }));
}

function routing(inputs: Properties): Deployed | undefined {
  const settings = reveal(property(inputs, "settings") ?? null);
  const parts = isProperties(settings) ? settings : {};
  const [routes, numbers, schedules] = [
    data(inputs, "routes"),
    data(inputs, "numbers"),
    data(parts, "schedules"),
  ];
  const aliases = property(parts, "aliases") === undefined ? {} : data(parts, "aliases");
  if (!routes || !numbers || !aliases) return undefined;
  return { routes, numbers, aliases, schedules: schedules ?? {}, default: text(parts, "default") };
}

/** A property as plain data; undefined unless it is an object that is known as a whole. */
function data(properties: Properties, name: string): Properties | undefined {
  const value = revealAll(property(properties, name) ?? null);
  return isProperties(value) && !hasUnknown(value) ? value : undefined;
}
