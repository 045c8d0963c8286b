import { type Build, findBuild } from "./client/builds.ts";
import { type Environment, environments } from "./client/serverless.ts";
import type { Operation } from "./operation.ts";

/** What a service serves now. */
export interface Live {
  readonly environment: Environment;
  /** Undefined when nothing is deployed. */
  readonly build: Build | undefined;
}

/** What is live in the environment that `is` accepts; undefined when there is no such service or environment. */
export async function liveIn(
  operation: Operation,
  serviceSid: string,
  is: (environment: Environment) => boolean,
): Promise<Live | undefined> {
  const environment = (await environments(operation, serviceSid)).find(is);
  if (environment === undefined) return undefined;
  const build =
    environment.buildSid === "" ? undefined : await findBuild(operation, serviceSid, environment.buildSid);
  return { environment, build };
}
