import { type Build, findBuild } from "./client/builds.ts";
import { isNotFound } from "./client/errors.ts";
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
  let all: readonly Environment[];
  try {
    all = await environments(operation, serviceSid);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  const environment = all.find(is);
  if (environment === undefined) return undefined;
  const build =
    environment.buildSid === "" ? undefined : await findBuild(operation, serviceSid, environment.buildSid);
  return { environment, build };
}
