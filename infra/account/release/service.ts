import type { Plan } from "../../../src/plan/plan.ts";
import { serviceName } from "../../../src/plan/service.ts";
import { environments, findService } from "../../provider/client/serverless.ts";
import type { Operation } from "../../provider/operation.ts";

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
  const service = await findService(operation, serviceName(plan));
  if (service === undefined) return undefined;
  const environment = (await environments(operation, service.sid)).find(
    ({ uniqueName }) => uniqueName === plan.environment,
  );
  return environment === undefined
    ? undefined
    : {
        serviceName: service.uniqueName,
        serviceSid: service.sid,
        environmentSid: environment.sid,
        domainName: environment.domainName,
        live: environment.buildSid,
      };
}
