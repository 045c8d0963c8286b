import type { Plan } from "../../src/plan/plan.ts";
import { serviceName } from "../../src/plan/service.ts";
import { type Environment, environments, findService, type Service } from "../provider/client/serverless.ts";
import type { Operation } from "../provider/operation.ts";

/** What an account has of an environment's deployment. */
export interface Found {
  readonly service: Service;
  /** Undefined where a first deployment has not come so far. */
  readonly environment: Environment | undefined;
}

/** The service and the environment of a plan; undefined when it was never deployed to this account. */
export async function findDeployment(
  operation: Operation,
  plan: Pick<Plan, "project" | "environment">,
): Promise<Found | undefined> {
  const service = await findService(operation, serviceName(plan));
  if (service === undefined) return undefined;
  const all = await environments(operation, service.sid);
  return { service, environment: all.find(({ uniqueName }) => uniqueName === plan.environment) };
}
