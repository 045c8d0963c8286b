import { Worker } from "node:worker_threads";
import pLimit, { type LimitFunction } from "p-limit";
import { nowHeader } from "../call/webhook.ts";
import type { Version } from "../state.ts";
import type { Store } from "../store.ts";
import type { Deployed } from "./deployed.ts";
import { functionRuntime } from "./function-runtime.ts";

/**
 * Runs uploaded Functions (https://www.twilio.com/docs/serverless/functions-assets/functions/invocation), each
 * in a worker thread: an endless loop blocks nobody else, and is ended after the time that Twilio gives.
 * A worker that has answered is kept for the next request, as a warm container is: module state may persist.
 */
export interface Functions {
  invoke(deployed: Deployed, version: Version, request: Request, body: string): Promise<Response>;
  /** What Functions wrote to their console, oldest first. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

interface Reply {
  readonly statusCode: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const keptLogs = 1000;

/** What of one Service runs at once; the rest waits. https://www.twilio.com/docs/serverless/functions-assets/functions#limits */
const concurrency = 30;

/** `timeout`: ms until a Function that has not called back is ended with 504. `origin`: the emulator's. */
export const createFunctions = (
  store: Store,
  timeout: number,
  origin: () => string = () => "http://127.0.0.1",
): Functions => {
  const limits = new Map<string, LimitFunction>();
  const limitOf = (serviceSid: string): LimitFunction => {
    const limit = limits.get(serviceSid) ?? pLimit(concurrency);
    limits.set(serviceSid, limit);
    return limit;
  };
  const idle = new Map<string, Worker[]>();
  const all = new Set<Worker>();
  const logs: string[] = [];
  const log = (line: string): void => {
    logs.push(line);
    if (logs.length > keptLogs) logs.shift();
  };

  const start = (deployed: Deployed, version: Version): Worker => {
    const privateAssets = deployed.versions.filter(
      ({ kind, visibility }) => kind === "asset" && visibility === "private",
    );
    const worker = new Worker(functionRuntime, {
      eval: true,
      stdout: true,
      stderr: true,
      env: Object.fromEntries(deployed.variables.map(({ key, value }) => [key, value])),
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      workerData: {
        code: store.readContent(version.sid).toString("utf8"),
        path: version.path,
        origin: origin(),
        assets: Object.fromEntries(privateAssets.map(({ path, sid }) => [path, store.contentFile(sid)])),
      },
    });
    for (const output of [worker.stdout, worker.stderr])
      output.on("data", (chunk: Buffer) => log(`${version.path}: ${chunk.toString("utf8").trimEnd()}`));
    worker.unref();
    // A worker may still fail after its answer: that concerns no request, but it is of no more use.
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      all.delete(worker);
      for (const [key, workers] of idle)
        idle.set(
          key,
          workers.filter((one) => one !== worker),
        );
    });
    all.add(worker);
    return worker;
  };

  return {
    logs,
    async invoke(deployed, version, request, body) {
      const hasBody = Number(request.headers.get("content-length") ?? 0) > 0;
      if (request.method === "GET" && hasBody) return new Response("Forbidden", { status: 403 });
      if (request.method === "OPTIONS") return new Response(null, { status: 204 });
      // A changed variable needs another process, as a changed build does.
      const key = JSON.stringify([version.sid, deployed.build.sid, deployed.variables]);
      return await limitOf(version.service_sid)(async () => {
        const worker = idle.get(key)?.pop() ?? start(deployed, version);
        const reply = await answer(worker, timeout, {
          context: contextOf(deployed, version),
          event: eventOf(request, body),
          now: Number(request.headers.get(nowHeader) ?? Number.NaN),
        });
        if (reply.reusable) idle.set(key, [...(idle.get(key) ?? []), worker]);
        else await worker.terminate();
        return responseOf(reply.reply);
      });
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
};

let lastId = 0;

const answer = (
  worker: Worker,
  timeout: number,
  message: object,
): Promise<{ readonly reply: Reply; readonly reusable: boolean }> =>
  new Promise((resolve) => {
    lastId += 1;
    const id = lastId;
    const settle = (reply: Reply, reusable: boolean): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      resolve({ reply, reusable });
    };
    const failed = (text: string): Reply => ({
      statusCode: 500,
      headers: [["Content-Type", "text/plain"]],
      body: text,
    });
    const onMessage = (received: { readonly id: number; readonly reply: Reply }): void => {
      if (received.id === id) settle(received.reply, true);
    };
    const onError = (error: unknown): void =>
      settle(failed(error instanceof Error ? error.message : String(error)), false);
    const onExit = (): void => settle(failed("The Function ended its process"), false);
    const timer = setTimeout(
      () => settle({ ...failed("Runtime application timed out"), statusCode: 504 }, false),
      timeout,
    );
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage({ id, ...message });
  });

const contextOf = (deployed: Deployed, version: Version) => ({
  ...Object.fromEntries(deployed.variables.map(({ key, value }) => [key, value])),
  DOMAIN_NAME: deployed.environment.domain_name,
  PATH: version.path,
  SERVICE_SID: deployed.environment.service_sid,
  ENVIRONMENT_SID: deployed.environment.sid,
});

/** The headers that Twilio's platform keeps to itself. */
const droppedHeaders =
  /^(x-forwarded-|x-amz|i-twilio-|i-t-|ot-|via$|referer$|connection$|transfer-encoding$)/;

/** `{request: {headers, cookies}}`, then the query, then the body: the later one wins. */
const eventOf = (request: Request, body: string): Record<string, unknown> => {
  const type = request.headers.get("content-type") ?? "";
  const headers = Object.fromEntries([...request.headers].filter(([name]) => !droppedHeaders.test(name)));
  const event: Record<string, unknown> = {
    request: { headers, cookies: cookiesOf(request.headers.get("cookie") ?? "") },
    ...grouped(new URL(request.url).searchParams),
  };
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return { ...event, ...grouped(new URLSearchParams(body)) };
  if (!/^application\/json\b/i.test(type)) return event;
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? { ...event, ...parsed }
      : event;
  } catch {
    return event;
  }
};

const grouped = (parameters: URLSearchParams): Record<string, string | string[]> => {
  const result: Record<string, string | string[]> = {};
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    result[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return result;
};

const cookiesOf = (header: string): Record<string, string> =>
  Object.fromEntries(
    header
      .split(/;\s*/)
      .filter((pair) => pair.includes("="))
      .map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), decoded(pair.slice(at + 1))];
      }),
  );

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const responseOf = (reply: Reply): Response => {
  const headers = new Headers();
  for (const [name, value] of reply.headers) headers.append(name, value);
  const bodiless = reply.statusCode === 204 || reply.statusCode === 304;
  return new Response(bodiless ? null : reply.body, { status: reply.statusCode, headers });
};
