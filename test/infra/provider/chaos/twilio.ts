import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createCalls } from "../../../../infra/local/twilio/call/calls.ts";
import { credentials } from "../../../../infra/local/twilio/credentials.ts";
import { createFaults, type Faults } from "../../../../infra/local/twilio/faults.ts";
import { createRequestLog, type LoggedRequest } from "../../../../infra/local/twilio/request-log.ts";
import { createServer } from "../../../../infra/local/twilio/server.ts";
import { createFunctions } from "../../../../infra/local/twilio/serving/functions.ts";
import { emptyState, type State } from "../../../../infra/local/twilio/state.ts";
import type { Store } from "../../../../infra/local/twilio/store.ts";

/** What an account holds, to go back to. */
export interface Snapshot {
  readonly state: State;
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/** The emulator without a disk: quick to put back to where it was, and watched after every change. */
export interface Twilio {
  /** Stack config of the package `twilio`, as JSON. */
  readonly config: string;
  readonly faults: Faults;
  readonly snapshot: () => Snapshot;
  readonly restore: (snapshot: Snapshot) => void;
  /** Called after each change of the account, before its reply. */
  watch: (listener: (state: State) => void) => void;
  /** Called when so many more requests have come in; `undefined` calls off. */
  at: (requests: number, listener: () => void) => void;
  /** Requests since the last `restore`. */
  readonly requests: () => readonly LoggedRequest[];
  readonly close: () => Promise<void>;
}

export async function openTwilio(): Promise<Twilio> {
  let state = emptyState();
  let contents = new Map<string, Uint8Array>();
  let changed: (state: State) => void = () => {};
  let countdown = Number.POSITIVE_INFINITY;
  let reached = (): void => {};
  const store: Store = {
    get state() {
      return state;
    },
    update(change) {
      const result = change(state);
      changed(state);
      return result;
    },
    readContent: (sid) => Buffer.from(contents.get(sid) ?? []),
    saved: async () => {},
    writeContent: async (sid, content) => void contents.set(sid, content),
    removeContent: (sid) => void contents.delete(sid),
    contentFile: (sid) => {
      throw new Error(`The content of ${sid} is in no file`);
    },
  };
  const faults = createFaults();
  const requests = createRequestLog();
  let port = 0;
  const functions = createFunctions(store, 1000);
  const handle = createServer({
    store,
    faults,
    requests,
    functions,
    calls: createCalls(store, () => port),
    directory: "",
    latency: 0,
    concurrency: Number.POSITIVE_INFINITY,
    buildTime: 0,
  });
  const server = createAdaptorServer({
    fetch: (request, bindings) => {
      countdown -= 1;
      if (countdown === 0) reached();
      return handle(request, bindings);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  return {
    config: JSON.stringify({ ...credentials, endpoint: `http://127.0.0.1:${port}/{product}` }),
    faults,
    snapshot: () => structuredClone({ state, contents }),
    restore(snapshot) {
      ({ state, contents } = structuredClone(snapshot) as { state: State; contents: typeof contents });
      requests.reset();
      faults.clear();
      countdown = Number.POSITIVE_INFINITY;
    },
    watch(listener) {
      changed = listener;
    },
    at(count, listener) {
      countdown = count;
      reached = listener;
    },
    requests: () => requests.read().requests,
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await Promise.all([closed, functions.close()]);
    },
  };
}
