import type { Plan } from "../../../src/plan/plan.ts";
import type { Operation } from "../../provider/operation.ts";
import { findDeployment } from "../deployment.ts";

/** Where an environment is deployed. */
export interface Deployed {
  readonly serviceName: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly domainName: string;
  /** The build that is live; empty when none is. */
  readonly live: string;
}

/** The service and the environment of a plan; undefined when it was never deployed to this account. */
export async function deployedTo(operation: Operation, plan: Plan): Promise<Deployed | undefined> {
  const found = await findDeployment(operation, plan);
  if (found?.environment === undefined) return undefined;
  const { service, environment } = found;
  return {
    serviceName: service.uniqueName,
    serviceSid: service.sid,
    environmentSid: environment.sid,
    domainName: environment.domainName,
    live: environment.buildSid,
  };
}
