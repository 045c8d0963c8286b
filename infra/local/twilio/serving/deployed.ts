import { versionsOf } from "../rest/versions.ts";
import type { Build, Environment, State, Variable, Version } from "../state.ts";

/** What an environment serves: the versions of its live build, and nothing that came after. */
export interface Deployed {
  readonly environment: Environment;
  readonly build: Build;
  readonly versions: readonly Version[];
  readonly variables: readonly Variable[];
}

export const isServedDomain = (host: string): boolean => host.endsWith(".twil.io");

export const deployedAt = (state: State, host: string): Deployed | undefined => {
  const environment = Object.values(state.environments).find(({ domain_name }) => domain_name === host);
  const build = state.builds[environment?.build_sid ?? ""];
  if (environment === undefined || build === undefined) return undefined;
  return {
    environment,
    build,
    versions: versionsOf(state, [...build.assets, ...build.functions]),
    variables: Object.values(state.variables).filter(
      ({ environment_sid }) => environment_sid === environment.sid,
    ),
  };
};
