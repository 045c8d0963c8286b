import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../../infra/local/twilio/emulator.ts";
import { deploy } from "./deploy.ts";
import { authorization, officialClient, rawRequest } from "./rest-client.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twilio-emulator-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it("tells its origin, its endpoint and the one account it has", async () => {
  const emulator = await startEmulator({ directory: join(folder, "contract") });
  expect(emulator.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(emulator.endpoint).toBe(`${emulator.origin}/{product}`);
  expect(emulator.credentials).toEqual({
    accountSid: "AC10ca1000000000000000000000000000",
    authToken: "10ca1000000000000000000000000000",
    apiKey: "SK10ca1000000000000000000000000000",
    apiSecret: "local-emulator-secret",
  });
  await emulator.close();
  await expect(fetch(emulator.origin)).rejects.toThrow();
});

it("rejects when its port is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(startEmulator({ directory: join(folder, "taken"), port })).rejects.toThrow(/EADDRINUSE/);
  other.close();
});

it("keeps a folder to itself while it runs, and gives it up when it is closed", async () => {
  const directory = join(folder, "shared");
  const first = await startEmulator({ directory });
  await expect(startEmulator({ directory })).rejects.toThrow(first.origin);
  await first.close();
  const second = await startEmulator({ directory });
  const other = await startEmulator({ directory: join(folder, "other") });
  await Promise.all([second.close(), other.close()]);
});

it("starts in a folder whose emulator was killed, whoever has its port by now", async () => {
  const other = await startEmulator({ directory: join(folder, "heir") });
  for (const left of ['{"origin":"http://127.0.0.1:1"}', JSON.stringify({ origin: other.origin }), '{"ori']) {
    const directory = join(folder, "orphan");
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "emulator.json"), left);
    await (await startEmulator({ directory })).close();
  }
  await other.close();
});

it("serves after a restart what was deployed before it", async () => {
  const directory = join(folder, "restart");
  const before = await startEmulator({ directory });
  const site = await deploy(before.endpoint, {
    "/hello.xml": "<Response><Say>Hello</Say></Response>",
    "/router": {
      content: 'exports.handler = (context, event, callback) => callback(null, "still here");',
      type: "application/javascript",
    },
  });
  await before.close();
  const after = await startEmulator({ directory });
  expect((await after.placeCall({ url: site.url("/hello.xml") })).end).toMatchObject({ text: "Hello" });
  expect((await after.placeCall({ url: site.url("/router") })).end).toMatchObject({ text: "still here" });
  await after.close();
});

it("serves its own domains and the loopback, and no other host", async () => {
  const emulator = await startEmulator({ directory: join(folder, "hosts") });
  const { request } = await import("node:http");
  const asked = request(`${emulator.origin}/serverless/v1/Services`, {
    headers: { host: "evil.example.com", authorization },
    agent: false,
  }).end();
  const [response] = await once(asked, "response");
  expect(response.statusCode).toBe(421);
  response.destroy();
  await emulator.close();
});

/** A process of its own that hosts the emulator and says where. */
const host = async (
  directory: string,
): Promise<{ readonly process: ChildProcess; readonly endpoint: string }> => {
  const child = spawn(process.execPath, [join(folder, "host.mjs"), directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return { process: child, endpoint: String(line).trim() };
};

it("has on disk whatever it had answered, when it is killed", async () => {
  const source = join(import.meta.dirname, "../../../../infra/local/twilio/emulator.ts");
  await build({
    stdin: {
      contents: `import { startEmulator } from ${JSON.stringify(source)};
        console.log((await startEmulator({ directory: process.argv[2] })).endpoint);`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: join(folder, "host.mjs"),
    logLevel: "error",
  });
  const directory = join(folder, "killed");
  const answered: string[] = [];
  for (const round of [1, 2, 3]) {
    const hosted = await host(directory);
    const url = `${hosted.endpoint.replace("{product}", "serverless")}/v1/Services`;
    const exited = once(hosted.process, "exit");
    const creations = Array.from({ length: 20 }, async (_, index) => {
      const name = `round-${round}-${index}`;
      const { status } = await rawRequest(url, { form: { UniqueName: name, FriendlyName: name } });
      if (status === 201) answered.push(name);
      if (index === 5) hosted.process.kill("SIGKILL");
    });
    await Promise.allSettled(creations);
    await exited;
  }
  const emulator: Emulator = await startEmulator({ directory });
  const listed = await officialClient(emulator.endpoint).serverless.v1.services.list();
  const names = listed.map(({ uniqueName }) => uniqueName);
  expect(answered.length).toBeGreaterThan(0);
  expect(names).toEqual(expect.arrayContaining(answered));
  await emulator.close();
});
