import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { type Calls, createCalls } from "./call/calls.ts";
import { type Credentials, credentials } from "./credentials.ts";
import { createFaults, type Faults } from "./faults.ts";
import { lock, refuseSecond, unlock } from "./lock.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { createServer } from "./server.ts";
import { createFunctions } from "./serving/functions.ts";
import { openStore } from "./store.ts";

export interface EmulatorOptions {
  /** Where the state is kept: it survives a restart, and a kill. */
  readonly directory: string;
  /** Of the loopback; 0, the default, is any that is free. */
  readonly port?: number;
  /** Milliseconds added to every REST answer. */
  readonly latency?: number;
  /** REST requests at once: more are refused with 429. Default: any number. */
  readonly concurrency?: number;
  /** Milliseconds until a build completes. */
  readonly buildTime?: number;
  /** Milliseconds until a Function that does not answer is ended; 10,000, as on Twilio. */
  readonly functionTimeout?: number;
}

export interface Emulator {
  /** `http://127.0.0.1:4010` */
  readonly origin: string;
  /** `${origin}/{product}`, for whoever makes Twilio's URLs from a template. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** What `/emulator/…` does over HTTP. */
  readonly placeCall: Calls["place"];
  readonly scriptNextCall: Calls["scriptNext"];
  readonly addFault: Faults["add"];
  readonly clearFaults: Faults["clear"];
  readonly readRequests: RequestLog["read"];
  readonly resetRequests: RequestLog["reset"];
  close(): Promise<void>;
}

/** Starts a Twilio of one's own on the loopback. Rejects when the port, or the folder, is another's. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { port = 0, latency = 0, buildTime = 0, functionTimeout = 10_000 } = options;
  const { concurrency = Number.POSITIVE_INFINITY } = options;
  const directory = resolve(options.directory);
  await refuseSecond(directory);
  const store = openStore(directory);
  const faults = createFaults();
  const requests = createRequestLog();
  let actualPort = port;
  const functions = createFunctions(store, functionTimeout, () => `http://127.0.0.1:${actualPort}`);
  const calls = createCalls(store, () => actualPort);
  const server = createAdaptorServer({
    fetch: createServer({
      store,
      faults,
      requests,
      functions,
      calls,
      directory,
      latency,
      concurrency,
      buildTime,
    }),
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  actualPort = (server.address() as AddressInfo).port;
  const origin = `http://127.0.0.1:${actualPort}`;
  lock(directory, origin);

  return {
    origin,
    endpoint: `${origin}/{product}`,
    credentials,
    placeCall: calls.place,
    scriptNextCall: calls.scriptNext,
    addFault: faults.add,
    clearFaults: faults.clear,
    readRequests: requests.read,
    resetRequests: requests.reset,
    async close() {
      await calls.settled();
      unlock(directory);
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await Promise.all([closed, functions.close()]);
      await store.saved();
    },
  };
};
