import { once } from "node:events";
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { deploy } from "../deploy.ts";

let checked: CheckedEmulator;
beforeAll(async () => {
  checked = await startChecked({ functionTimeout: 60_000 });
});
afterAll(() => checked.close());

const functionOf = (body: string) => ({
  content: `exports.handler = (context, event, callback) => { ${body} };`,
  visibility: "public" as const,
  type: "application/javascript",
});

async function ask(host: string): Promise<number | undefined> {
  const asked = request(checked.emulator.origin, { path: "/one", headers: { host }, agent: false }).end();
  const [response] = await once(asked, "response");
  response.resume();
  return response.statusCode;
}

it("runs 30 of one Service at once, and another's meanwhile", async () => {
  const held: ServerResponse[] = [];
  const gate = createServer((_request, response) => held.push(response)).listen(0, "127.0.0.1");
  await once(gate, "listening");
  const { port } = gate.address() as AddressInfo;
  const hold = `fetch("http://127.0.0.1:${port}").then(() => callback(null, "held"), callback)`;
  const flooded = await deploy(checked.emulator.endpoint, { "/one": functionOf(hold) });
  const other = await deploy(checked.emulator.endpoint, { "/one": functionOf('callback(null, "there")') });
  const flood = Array.from({ length: 31 }, () => ask(flooded.domain));
  while (held.length < 30) await sleep(10);
  expect(await ask(other.domain)).toBe(200);
  expect(held).toHaveLength(30);
  held[0]?.end();
  while (held.length < 31) await sleep(10);
  for (const response of held) response.end();
  expect(new Set(await Promise.all(flood))).toEqual(new Set([200]));
  gate.closeAllConnections();
  gate.close();
});
