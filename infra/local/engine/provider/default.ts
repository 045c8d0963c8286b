/** Providers that no program names: one for each package and version, configured from the stack's config. */
import type { Deployment } from "../deployment.ts";
import type { Goal } from "../program/goal.ts";
import type { Config } from "../project.ts";
import { type Registrations, register } from "../steps/registration.ts";
import { type Properties, secret } from "../wire/property.ts";
import { providerType } from "../wire/urn.ts";

export interface DefaultProviders {
  /** The reference `urn::id` of the default provider; the first call makes it. */
  reference(packageName: string, version: string | undefined): Promise<string>;
}

export function defaultProviders(
  d: Deployment,
  registrations: Registrations,
  config: Config,
): DefaultProviders {
  const made = new Map<string, Promise<string>>();
  return {
    reference(packageName, version) {
      const name = version === undefined ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;
      const key = `${packageName}:${name}`;
      const reference = made.get(key) ?? make(packageName, name, version);
      made.set(key, reference);
      return reference;
    },
  };

  async function make(packageName: string, name: string, version: string | undefined): Promise<string> {
    const inputs = { ...packageConfig(config, packageName), ...(version !== undefined && { version }) };
    const state = await register(
      d,
      registrations,
      { ...plainGoal, type: providerType(packageName), name, inputs },
      undefined,
    );
    return `${state.urn}::${state.id}`;
  }
}

function packageConfig(config: Config, packageName: string): Properties {
  return Object.fromEntries(
    [...config].flatMap(([key, value]) => {
      const [namespace, ...rest] = key.split(":");
      return namespace === packageName
        ? [[rest.join(":"), value.secret ? secret(value.text) : value.text]]
        : [];
    }),
  );
}

const plainGoal: Omit<Goal, "type" | "name" | "inputs"> = {
  custom: true,
  parent: undefined,
  dependencies: [],
  propertyDependencies: {},
  provider: undefined,
  version: undefined,
  providers: {},
  protect: undefined,
  retainOnDelete: undefined,
  deletedWith: undefined,
  deleteBeforeReplace: undefined,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  customTimeouts: {},
  aliases: [],
};
