import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { exchange, formBody } from "../../../../infra/provider/client/exchange.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<URL> {
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const quiet = new AbortController().signal;

it("does not take credentials to where an answer points", async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  const { status, headers } = await exchange(url, "GET", { authorization: "Basic x" }, undefined, quiet);
  expect([status, headers.location, asked]).toEqual([302, "/elsewhere", ["/"]]);
});

it("sends a form with its length, and reads characters that come in two parts", async () => {
  const said: unknown[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    said.push(request.headers["content-length"], Buffer.concat(chunks).toString());
    const [first, second] = [Buffer.from("€").subarray(0, 1), Buffer.from("€").subarray(1)];
    response.write(first, () => setTimeout(() => response.end(second), 20));
  });
  const form = formBody(new URLSearchParams({ FriendlyName: "Kö & Co" }));
  expect((await exchange(url, "POST", {}, form, quiet)).body).toBe("€");
  expect(said).toEqual(["27", "FriendlyName=K%C3%B6+%26+Co"]);
});

it("asks again over the same connection", async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end("{}");
  });
  for (let time = 0; time < 3; time++) await exchange(url, "GET", {}, undefined, quiet);
  expect(ports.size).toBe(1);
});

it("rejects when the answer is cut off, and when it is called off", async () => {
  const url = await serve((request, response) => {
    if (request.url === "/cut") {
      response.writeHead(200, { "content-length": "10" });
      response.write("half", () => response.destroy());
    }
  });
  await expect(exchange(new URL("/cut", url), "GET", {}, undefined, quiet)).rejects.toThrow();
  const controller = new AbortController();
  const silent = exchange(url, "GET", {}, undefined, controller.signal);
  setTimeout(() => controller.abort(), 20);
  await expect(silent).rejects.toThrow("abort");
});
