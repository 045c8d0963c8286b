/** Has a provider check the inputs of a resource; what it refuses ends the run. */
import { Problem } from "../problem.ts";
import type { ResourceOperations } from "../provider/operations.ts";
import type { Properties } from "../wire/property.ts";

/** `olds` are empty for a new resource. Returns the inputs as the provider wants them. */
export async function check(
  operations: ResourceOperations,
  urn: string,
  olds: Properties,
  news: Properties,
): Promise<Properties> {
  const { inputs, failures } = await operations.check(urn, olds, news);
  if (failures.length === 0) return inputs;
  const reasons = failures.map(({ property, reason }) =>
    property === "" ? reason : `${property}: ${reason}`,
  );
  throw new Problem(reasons.join("\n"), urn);
}
