import pLimit from "p-limit";
import type { Properties } from "../../../../infra/provider/property.ts";
import { ProviderError, type ProviderProcess, type Reply } from "../provider-process.ts";

/** A resource as a program declares it; `inputs` are made of the outputs of those before it. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  readonly needs: readonly string[];
  readonly deletedWith?: string;
  readonly inputs: (outputs: (name: string) => Properties) => Properties;
}

export interface Recorded extends Reply {
  readonly type: string;
  readonly needs: readonly string[];
  readonly deletedWith?: string;
  /** Made in part: the next run updates it, whatever changed. */
  readonly unfinished?: boolean;
}

export type Resources = Map<string, Recorded>;

/** As many as the embedded engine works on at once. */
const parallel = 16;

/** One run of an engine, no more than a stack of ours needs: what it did is in `resources`, also when it throws. */
export interface Run {
  readonly resources: Resources;
  readonly provider: ProviderProcess;
}

/** Makes the stack what is declared: creations and updates first, deletions last. Throws the first failure. */
export async function up(
  { resources, provider }: Run,
  program: readonly Declared[],
  atOnce = parallel,
): Promise<void> {
  const limit = pLimit(atOnce);
  const failures: unknown[] = [];
  const done = new Map<string, Promise<boolean>>();
  const outputs = (name: string): Properties => resources.get(name)?.state ?? {};
  for (const declared of program) {
    const needed = declared.needs.map((name) => done.get(name));
    done.set(
      declared.name,
      (async () => {
        if (!(await Promise.all(needed)).every(Boolean)) return false;
        return limit(async () => {
          if (failures.length > 0) return false;
          try {
            await register({ resources, provider }, declared, declared.inputs(outputs));
            return true;
          } catch (error) {
            failures.push(error);
            return false;
          }
        });
      })(),
    );
  }
  await Promise.all(done.values());
  if (failures.length > 0) throw failures[0];
  const names = new Set(program.map(({ name }) => name));
  await removeAll(
    { resources, provider },
    [...resources.keys()].filter((name) => !names.has(name)),
  );
}

async function register({ resources, provider }: Run, declared: Declared, wanted: Properties): Promise<void> {
  const { name, type, needs, deletedWith } = declared;
  const old = resources.get(name);
  const record = (made: Reply, inputs: Properties, unfinished = false): void => {
    const { id, state } = made;
    const more = {
      ...(deletedWith === undefined ? {} : { deletedWith }),
      ...(unfinished ? { unfinished } : {}),
    };
    resources.set(name, { id, state, inputs, type, needs, ...more });
  };
  const { inputs, failures } = await provider.check(type, wanted, old?.inputs ?? {});
  if (failures.length > 0) throw new Error(`${name}: ${failures.join("\n")}`);
  if (old !== undefined && old.unfinished !== true) {
    const { some, replaces } = await provider.diff(type, old, inputs);
    if (replaces.length > 0) throw new Error(`${name} would be replaced: ${replaces.join(", ")}`);
    if (!some) return record(old, inputs);
  }
  try {
    record(
      old === undefined ? await provider.create(type, inputs) : await provider.update(type, old, inputs),
      inputs,
    );
  } catch (error) {
    if (error instanceof ProviderError && error.unfinished !== undefined)
      record(error.unfinished, old?.inputs ?? inputs, true);
    throw error;
  }
}

/** Looks at every resource, at once as the engine does; what is gone is forgotten. */
export async function refresh({ resources, provider }: Run): Promise<void> {
  const limit = pLimit(parallel);
  const found = await Promise.allSettled(
    [...resources].map(([name, known]) =>
      limit(async () => {
        const now = await provider.read(known.type, known.id, known);
        if (now === undefined) resources.delete(name);
        else resources.set(name, { ...known, ...now });
      }),
    ),
  );
  for (const one of found) if (one.status === "rejected") throw one.reason;
}

export const destroy = (run: Run): Promise<void> => removeAll(run, [...run.resources.keys()]);

/** Deletes what needs others before those others. What goes with another that is deleted needs no call. */
async function removeAll({ resources, provider }: Run, names: readonly string[]): Promise<void> {
  const limit = pLimit(parallel);
  const failures: unknown[] = [];
  const done = new Map<string, Promise<boolean>>();
  const remove = (name: string): Promise<boolean> => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const dependents = names.filter((other) => resources.get(other)?.needs.includes(name));
    const removed = (async () => {
      if (!(await Promise.all(dependents.map(remove))).every(Boolean)) return false;
      return limit(async () => {
        const recorded = resources.get(name);
        if (recorded === undefined || failures.length > 0) return failures.length === 0;
        try {
          const withOther = recorded.deletedWith !== undefined && names.includes(recorded.deletedWith);
          if (!withOther) await provider.delete(recorded.type, recorded);
          resources.delete(name);
          return true;
        } catch (error) {
          failures.push(error);
          return false;
        }
      });
    })();
    done.set(name, removed);
    return removed;
  };
  await Promise.all(names.map(remove));
  if (failures.length > 0) throw failures[0];
}
