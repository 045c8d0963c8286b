/** The provider processes of a run, one for each provider resource, found by their reference `urn::id`. */
import { randomUUID } from "node:crypto";
import { Problem, refusal } from "../problem.ts";
import type { ResourceState } from "../state/state.ts";
import { hasUnknowns, unknown } from "../wire/property.ts";
import { packageOf, parseReference, urnType } from "../wire/urn.ts";
import { noDifference, type ResourceOperations } from "./operations.ts";
import type { Provider } from "./provider.ts";

export interface ProviderRegistry {
  /** By reference; one that is only in the state is started from it. */
  get(reference: string): Promise<Provider>;
  /** Provider resources are managed by the engine: these start and configure the processes. */
  readonly operations: ResourceOperations;
  /** Takes an unchanged provider resource into use. */
  same(state: ResourceState): Promise<void>;
  /** Starts a process of the package ahead of its first use. */
  warm(packageName: string): void;
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export interface RegistryOptions {
  readonly dryRun: boolean;
  start(packageName: string): Promise<Provider>;
  /** The recorded provider resource. */
  recorded(urn: string): ResourceState | undefined;
}

export function openRegistry({ dryRun, start, recorded }: RegistryOptions): ProviderRegistry {
  const all = new Set<Promise<Provider>>();
  const warmed = new Map<string, Promise<Provider>>();
  /** Checked but not configured, by URN. */
  const checked = new Map<string, Provider>();
  const configured = new Map<string, Promise<Provider>>();

  function launch(packageName: string): Promise<Provider> {
    const provider = start(packageName);
    all.add(provider);
    provider.catch(() => {}); // Whoever wants it is told.
    return provider;
  }

  function take(packageName: string): Promise<Provider> {
    const warm = warmed.get(packageName);
    warmed.delete(packageName);
    return warm ?? launch(packageName);
  }

  function configure(state: ResourceState, id: string, provider: Promise<Provider>): Promise<Provider> {
    const ready = provider.then(async (process) => {
      await process.configure(state.urn, id, state.inputs);
      return process;
    });
    ready.catch(() => {});
    configured.set(`${state.urn}::${id}`, ready);
    return ready;
  }

  function adopt(urn: string): Promise<Provider> {
    const provider = checked.get(urn);
    checked.delete(urn);
    return provider === undefined ? take(packageOf(urnType(urn))) : Promise.resolve(provider);
  }

  return {
    async get(reference) {
      const known = configured.get(reference);
      if (known !== undefined) return known;
      const { urn, id } = parseReference(reference);
      const state = recorded(urn);
      if (state === undefined || state.id !== id)
        throw new Problem(`The provider ${reference} is not known.`);
      return configure(state, id, take(packageOf(state.type)));
    },

    operations: {
      async check(urn, olds, news) {
        if (hasUnknowns(news)) throw refusal("providers whose config is not known before the update", urn);
        const provider = await take(packageOf(urnType(urn)));
        const result = await provider.checkConfig(urn, olds, news);
        checked.set(urn, provider);
        const version = news.version;
        return version === undefined ? result : { ...result, inputs: { ...result.inputs, version } };
      },
      async diff(old, news) {
        const provider = checked.get(old.urn);
        const diff = provider === undefined ? noDifference : await provider.diffConfig(old, news);
        if (diff.replaces.length > 0) throw refusal("the replacement of a provider", old.urn);
        return diff;
      },
      async create(resource) {
        const id = dryRun ? unknown : randomUUID();
        await configure(resource, id, adopt(resource.urn));
        return { id, outputs: resource.inputs };
      },
      async update(old, resource) {
        const id = old.id ?? "";
        await configure(resource, id, adopt(resource.urn));
        return { id, outputs: resource.inputs };
      },
      async delete() {},
    },

    async same(state) {
      await configure(state, state.id ?? "", adopt(state.urn));
    },
    warm(packageName) {
      warmed.set(packageName, launch(packageName));
    },
    async cancel() {
      await Promise.all(
        [...configured.values()].map(async (provider) => (await provider).cancel().catch(() => {})),
      );
    },
    async close() {
      await Promise.all([...all].map(async (provider) => (await provider.catch(() => undefined))?.close()));
    },
  };
}
