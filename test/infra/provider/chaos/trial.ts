import { isDeepStrictEqual } from "node:util";
import type { FaultKind } from "../../../../infra/local/twilio/faults.ts";
import { changed, programOf, reduced, twenty } from "./company.ts";
import { inventory, unanswered } from "./inventory.ts";
import { destroy, type Resources, type Run, refresh, up } from "./stack.ts";
import { type Moment, openStage } from "./stage.ts";

/** A moment of a stack's life, from the account and state before it. */
export const operations = {
  create: { deployed: false, work: (run: Run) => up(run, programOf(twenty)) },
  change: { deployed: true, work: (run: Run) => up(run, programOf(changed)) },
  removal: { deployed: true, work: (run: Run) => up(run, programOf(reduced)) },
  refresh: {
    deployed: true,
    work: async (run: Run) => {
      await refresh(run);
      await up(run, programOf(twenty));
    },
  },
  destroy: { deployed: true, work: destroy },
} as const;
export type Operation = keyof typeof operations;

/** What goes wrong in a trial. */
export type Disturbance =
  /** One request of a kind: the so-many-th of its method and path. */
  | {
      readonly kind: FaultKind;
      readonly method: string;
      readonly template: string;
      readonly skip: number;
      readonly retryAfter?: number;
    }
  /** Every request from the so-many-th on. */
  | { readonly kind: FaultKind; readonly from: number }
  /** The run is cancelled at the so-many-th request, and ends by itself. */
  | { readonly kind: "cancel"; readonly from: number }
  /** The run is killed at the so-many-th request, with or without the checkpoints that it had written. */
  | { readonly kind: "kill"; readonly from: number; readonly checkpoints: boolean };

/** An account and a provider for trials, one at a time. */
export interface Laboratory {
  /** The requests of an operation that nothing disturbs. */
  readonly requestsOf: (
    operation: Operation,
  ) => readonly { readonly method: string; readonly template: string; readonly skip: number }[];
  /**
   * Disturbs a run, and lets another follow that nothing disturbs. Gives what is wrong then, empty when nothing is: the
   * account is not as an undisturbed run leaves it, or a number pointed at an address of ours that does not answer.
   */
  readonly tryOut: (
    operation: Operation,
    ...disturbances: readonly [Disturbance, ...Disturbance[]]
  ) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export async function openLaboratory(timeout?: number): Promise<Laboratory> {
  const { twilio, moments, begin, renew, close } = await openStage(timeout);
  const startOf = (operation: Operation): Moment =>
    operations[operation].deployed ? moments.deployed : moments.empty;

  const references = new Map<
    Operation,
    { requests: ReturnType<Laboratory["requestsOf"]>; account: unknown }
  >();
  for (const operation of Object.keys(operations) as Operation[]) {
    const { account, resources } = startOf(operation);
    twilio.restore(account);
    await operations[operation].work(await begin(new Map(resources)));
    references.set(operation, {
      requests: ordered(twilio.requests()),
      account: inventory(twilio.snapshot()),
    });
  }
  const original = inventory(moments.empty.account);

  /** Sets off what disturbs the run; `met` says afterwards whether all of it has. */
  function disturb(run: Run, start: Resources, disturbances: readonly Disturbance[]) {
    let ended: Extract<Disturbance, { kind: "cancel" | "kill" }> | undefined;
    let kept = run.resources;
    let awaited = 0;
    for (const disturbance of disturbances) {
      if ("template" in disturbance) {
        const { method, template, ...fault } = disturbance;
        twilio.faults.add({ ...fault, match: { method, template } });
        continue;
      }
      awaited += 1;
      twilio.at(disturbance.from, () => {
        awaited -= 1;
        if (disturbance.kind !== "cancel" && disturbance.kind !== "kill") {
          twilio.faults.add({ kind: disturbance.kind, count: Number.POSITIVE_INFINITY });
          return;
        }
        ended = disturbance;
        void run.provider.cancel();
        if (disturbance.kind === "kill") kept = new Map(disturbance.checkpoints ? run.resources : start);
      });
    }
    return {
      ended: () => ended,
      /** What the next run knows. */
      kept: () => kept,
      met: () =>
        awaited === 0 && twilio.faults.list().every(({ count }) => count === Number.POSITIVE_INFINITY),
    };
  }

  const tryOut: Laboratory["tryOut"] = async (operation, ...disturbances) => {
    const problems: string[] = [];
    const { account, resources } = startOf(operation);
    const { work } = operations[operation];
    twilio.restore(account);
    twilio.watch((state) => problems.push(...unanswered(state)));
    const run = await begin(new Map(resources));
    const disturbed = disturb(run, resources, disturbances);
    const failure: unknown = await work(run).then(
      () => undefined,
      (error: unknown) => error,
    );
    const [only, ...others] = disturbances;
    if (others.length === 0) {
      if (!disturbed.met()) problems.push("the disturbance met no request");
      // One answer that says nothing is looked after by the run itself; a build that fails is the user's.
      if (failure !== undefined && "template" in only && only.kind !== "failing-build")
        problems.push(`one fault failed the run: ${failure}`);
    }
    twilio.faults.clear();
    twilio.at(Number.POSITIVE_INFINITY, () => {});
    const ended = disturbed.ended();
    if (ended !== undefined) await renew();
    const next = await begin(disturbed.kept());
    try {
      if (ended?.kind === "kill" && !ended.checkpoints) await recover(next);
      await work(next);
    } catch (error) {
      problems.push(`the next run failed: ${error}`);
    }
    compare("after the next run", inventory(twilio.snapshot()), references.get(operation)?.account, problems);
    if (ended?.kind === "kill") {
      await destroy(await begin(next.resources)).catch((error) => problems.push(`destroy failed: ${error}`));
      compare("after its destruction", inventory(twilio.snapshot()), original, problems);
    }
    return [...new Set(problems)];
  };

  return {
    requestsOf: (operation) => references.get(operation)?.requests ?? [],
    tryOut,
    close,
  };
}

/** As a user does after a kill without checkpoints: imports a service that serves already, and refreshes the rest. */
async function recover(run: Run): Promise<void> {
  if (!run.resources.has("service")) {
    const found = await run.provider.read("ServerlessService", "handoffs-acme-live");
    if (found !== undefined) run.resources.set("service", { ...found, type: "ServerlessService", needs: [] });
  }
  await refresh(run);
}

function compare(when: string, found: unknown, expected: unknown, problems: string[]): void {
  if (!isDeepStrictEqual(found, expected))
    problems.push(`${when} the account is\n${JSON.stringify(found)}\nand not\n${JSON.stringify(expected)}`);
}

/** Requests with their place among those of the same method and path. */
function ordered(requests: readonly { readonly method: string; readonly path: string }[]) {
  const counts = new Map<string, number>();
  return requests.map(({ method, path }) => {
    const skip = counts.get(`${method} ${path}`) ?? 0;
    counts.set(`${method} ${path}`, skip + 1);
    return { method, template: path, skip };
  });
}
