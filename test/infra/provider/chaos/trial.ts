import { isDeepStrictEqual } from "node:util";
import type { FaultKind } from "../../../../infra/local/twilio/faults.ts";
import type { ProviderProcess } from "../provider-process.ts";
import { startProvider } from "../provider-process.ts";
import { before, changed, phoneNumbers, programOf, reduced, twenty } from "./company.ts";
import { inventory, unanswered } from "./inventory.ts";
import { destroy, type Resources, type Run, refresh, up } from "./stack.ts";
import { openTwilio, type Snapshot, type Twilio } from "./twilio.ts";

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

interface Moment {
  readonly account: Snapshot;
  readonly resources: Resources;
}

/** An account and a provider for trials, one at a time. */
export interface Laboratory {
  /** The requests of an operation that nothing disturbs. */
  readonly requestsOf: (
    operation: Operation,
  ) => readonly { readonly method: string; readonly template: string; readonly skip: number }[];
  /** What is wrong after the disturbed run and one more; empty when nothing is. */
  readonly tryOut: (operation: Operation, disturbance: Disturbance) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const haste = 100;

export async function openLaboratory(): Promise<Laboratory> {
  const twilio = await openTwilio();
  let provider: ProviderProcess = await startProvider({ env: { PULUMI_CONFIG: twilio.config }, haste });
  const begin = async (resources: Resources): Promise<Run> => {
    await provider.configure();
    return { resources, provider };
  };
  const renew = async (): Promise<void> => {
    await provider.close();
    provider = await startProvider({ env: { PULUMI_CONFIG: twilio.config }, haste });
  };
  await own(twilio);
  const moments: { empty: Moment; deployed: Moment } = await (async () => {
    const empty = { account: twilio.snapshot(), resources: new Map() };
    const run = await begin(new Map());
    await operations.create.work(run);
    return { empty, deployed: { account: twilio.snapshot(), resources: run.resources } };
  })();
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

  async function tryOut(operation: Operation, disturbance: Disturbance): Promise<readonly string[]> {
    const problems: string[] = [];
    const { account, resources } = startOf(operation);
    const { work } = operations[operation];
    twilio.restore(account);
    twilio.watch((state) => problems.push(...unanswered(state)));
    const run = await begin(new Map(resources));
    let met = false;
    let kept: Resources | undefined;
    if ("template" in disturbance) {
      const { kind, method, template, skip, retryAfter } = disturbance;
      twilio.faults.add({
        kind,
        match: { method, template },
        skip,
        ...(retryAfter === undefined ? {} : { retryAfter }),
      });
    } else {
      twilio.at(disturbance.from, () => {
        met = true;
        if (disturbance.kind === "cancel" || disturbance.kind === "kill") void run.provider.cancel();
        else twilio.faults.add({ kind: disturbance.kind, count: Number.POSITIVE_INFINITY });
        if (disturbance.kind === "kill") kept = new Map(disturbance.checkpoints ? run.resources : resources);
      });
    }
    let failure: unknown;
    await work(run).catch((error: unknown) => {
      failure = error;
    });
    if ("template" in disturbance) {
      met = twilio.faults.list().length === 0;
      // An answer that says nothing of its effect is looked after; only a build that has failed is the user's.
      if (failure !== undefined && disturbance.kind !== "failing-build")
        problems.push(`one fault failed the run: ${failure}`);
    }
    if (!met) problems.push("the fault met no request");
    twilio.faults.clear();
    if (disturbance.kind === "cancel" || disturbance.kind === "kill") await renew();
    const next = await begin(kept ?? run.resources);
    const killed = disturbance.kind === "kill";
    try {
      // As a user does after a kill: what Twilio has is looked at before it is changed.
      if (killed && !disturbance.checkpoints) await recover(next);
      await work(next);
    } catch (error) {
      problems.push(`the next run failed: ${error}`);
    }
    compare("after the next run", inventory(twilio.snapshot()), references.get(operation)?.account, problems);
    if (killed) {
      await destroy(await begin(next.resources)).catch((error) => problems.push(`destroy failed: ${error}`));
      compare("after its destruction", inventory(twilio.snapshot()), original, problems);
    }
    return [...new Set(problems)];
  }

  return {
    requestsOf: (operation) => references.get(operation)?.requests ?? [],
    tryOut,
    async close() {
      await provider.close();
      await twilio.close();
    },
  };
}

/** A service that serves already is imported; then everything that is known is refreshed. */
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

/** The account's own entries, as they were before us. */
async function own(twilio: Twilio): Promise<void> {
  const { accountSid, apiKey, apiSecret, endpoint } = JSON.parse(twilio.config) as Record<string, string>;
  const buy = async (list: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const origin = endpoint?.replace("{product}", "api");
    const response = await fetch(`${origin}/2010-04-01/Accounts/${accountSid}/${list}.json`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
      body: new URLSearchParams({ ...fields, ...before }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  for (const PhoneNumber of phoneNumbers) await buy("IncomingPhoneNumbers", { PhoneNumber });
  await buy("SIP/Domains", { DomainName: "acme.sip.twilio.com" });
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
