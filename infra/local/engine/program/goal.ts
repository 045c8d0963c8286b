/** What a program wants of one resource: a registration, read from the wire. */

import { Problem, refusal } from "../problem.ts";
import type { CustomTimeouts } from "../state/state.ts";
import { hashed } from "../wire/asset.ts";
import { outputDependencies, type Properties, settled } from "../wire/property.ts";
import { fromStruct } from "../wire/protocol.ts";
import { isProviderType, packageOf } from "../wire/urn.ts";
import type { Alias } from "./alias.ts";

export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Properties;
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: { readonly [property: string]: readonly string[] };
  /** Reference of an explicit provider; undefined asks for the default one. */
  readonly provider: string | undefined;
  /** Of the package, as the SDK knows it. */
  readonly version: string | undefined;
  /** By package: what a component gives to its children. */
  readonly providers: { readonly [packageName: string]: string };
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deletedWith: string | undefined;
  /** Undefined leaves it to the provider. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly customTimeouts: CustomTimeouts;
  readonly aliases: readonly Alias[];
}

type Request = import("@pulumi/pulumi/proto/resource_pb.js").RegisterResourceRequest;

/** `directory` is what the paths of file assets are relative to. Throws a Problem for what the engine does not do. */
export function readGoal(request: Request, directory: string): Goal {
  const type = request.getType();
  refuseForeign(request, type);
  const given = fromStruct(request.getObject());
  const dependencies = request.getDependenciesList();
  const before = request.getDeletebeforereplace();
  const version = request.getVersion() || undefined;
  const inputs = hashed(settled(given), directory);
  return {
    type,
    name: request.getName(),
    custom: request.getCustom(),
    // A provider resource records the version of its SDK.
    inputs: isProviderType(type) && version !== undefined ? { ...inputs, version } : inputs,
    parent: request.getParent() || undefined,
    dependencies,
    propertyDependencies: propertyDependencies(request, given, dependencies),
    provider: request.getProvider() || undefined,
    version,
    providers: Object.fromEntries(request.getProvidersMap().entries()),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: request.getDeletedwith() || undefined,
    deleteBeforeReplace: request.getDeletebeforereplacedefined() || before ? before : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    customTimeouts: timeouts(request),
    aliases: [
      ...request.getAliasurnsList().map((urn) => ({ urn })),
      ...request.getAliasesList().map((alias) => alias.getSpec()?.toObject() ?? { urn: alias.getUrn() }),
    ],
  };
}

/** What a child takes from its parent unless it says otherwise. */
export function inherited(goal: Goal, parent: Goal | undefined): Goal {
  if (parent === undefined) return goal;
  const ofParent = parent.custom ? undefined : parent.providers[packageOf(goal.type)];
  return {
    ...goal,
    protect: goal.protect ?? parent.protect,
    retainOnDelete: goal.retainOnDelete ?? parent.retainOnDelete,
    deletedWith: goal.deletedWith ?? parent.deletedWith,
    provider: goal.provider ?? ofParent,
    providers: parent.custom ? goal.providers : { ...parent.providers, ...goal.providers },
  };
}

function refuseForeign(request: Request, type: string): void {
  const hooks: { readonly [moment: string]: readonly string[] } = { ...request.getHooks()?.toObject() };
  const features: readonly (readonly [boolean, string])[] = [
    [request.getRemote(), "remote components"],
    [type.startsWith("pulumi-nodejs:dynamic:"), "dynamic providers"],
    [request.getImportid() !== "", "the `import` option"],
    [request.getTransformsList().length > 0, "transforms"],
    [Object.values(hooks).some((list) => list.length > 0), "resource hooks"],
    [request.getReplaceWithList().length > 0, "`replaceWith`"],
    [request.hasReplacementTrigger(), "`replacementTrigger`"],
    [request.getPackageref() !== "", "parameterized packages"],
    [request.getPlugindownloadurl() !== "", "`pluginDownloadURL`"],
    [request.getStateMigrationsList().length > 0, "state migrations"],
    [request.getEnvvarmappingsMap().getLength() > 0, "`envVarMappings`"],
  ];
  for (const [used, feature] of features) {
    if (used) throw refusal(`${feature} (resource "${request.getName()}", type ${type})`);
  }
}

function propertyDependencies(
  request: Request,
  given: Properties,
  dependencies: readonly string[],
): Goal["propertyDependencies"] {
  const sent = request.getPropertydependenciesMap();
  const none = sent.getLength() === 0;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const known = none ? dependencies : (sent.get(key)?.getUrnsList() ?? []);
      return [key, [...new Set([...known, ...outputDependencies(value)])]];
    }),
  );
}

function timeouts(request: Request): CustomTimeouts {
  const { create, update, pb_delete, read } = request.getCustomtimeouts()?.toObject() ?? {};
  const given = { create, update, delete: pb_delete, read };
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, text]) => (text ? [[key, seconds(text)]] : [])),
  );
}

const units: { readonly [unit: string]: number } = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** A Go duration (`1h30m`, `90s`) in seconds. */
function seconds(text: string): number {
  const parts = [...text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.map(([part]) => part).join("") !== text) {
    throw new Problem(`The timeout "${text}" is no duration; write it as "90s", "10m" or "1h30m".`);
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0), 0);
}
