import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import {
  type Emulator,
  type EmulatorOptions,
  startEmulator,
} from "../../../../infra/local/twilio/emulator.ts";
import { problemsOf } from "./openapi.ts";

export interface CheckedEmulator {
  readonly emulator: Emulator;
  readonly directory: string;
  /** Through a proxy that holds every exchange against Twilio's OpenAPI documents. */
  readonly endpoint: string;
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** An emulator in a folder of its own, all of whose REST traffic at `endpoint` is checked. */
export const startChecked = async (options: Partial<EmulatorOptions> = {}): Promise<CheckedEmulator> => {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "twilio-")));
  const emulator = await startEmulator({ ...options, directory });
  const problems: string[] = [];

  const proxy = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const { method = "GET", url = "/", headers } = incoming;
    const forwarded = httpRequest(emulator.origin + url, { method, headers, agent: false });
    forwarded.on("error", () => outgoing.destroy());
    forwarded.on("response", async (response) => {
      const reply = await buffer(response);
      const { pathname, searchParams } = new URL(url, emulator.origin);
      const [, product = "", ...path] = pathname.split("/");
      const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
      // What its domains serve is in no document of Twilio's.
      if (headers.host?.endsWith(".twil.io") !== true)
        problems.push(
          ...problemsOf({
            product,
            method,
            path: `/${path.join("/")}`,
            query: searchParams,
            form: isForm ? new URLSearchParams(body.toString("utf8")) : null,
            status: response.statusCode ?? 0,
            reply: reply.toString("utf8"),
          }),
        );
      outgoing.writeHead(response.statusCode ?? 0, response.headers);
      outgoing.end(reply);
    });
    forwarded.end(body);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");

  return {
    emulator,
    directory,
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/{product}`,
    problems,
    async close() {
      const closed = once(proxy, "close");
      proxy.close();
      proxy.closeAllConnections();
      await Promise.all([closed, emulator.close()]);
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
};
