import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Fault } from "../../../../infra/local/twilio/faults.ts";
import { type CheckedEmulator, startChecked } from "./checked-emulator.ts";
import { deploy } from "./deploy.ts";
import { authorization, officialClient } from "./rest-client.ts";

let checked: CheckedEmulator;
let services: string;

beforeAll(async () => {
  checked = await startChecked();
  services = `${checked.emulator.origin}/serverless/v1/Services`;
});
afterAll(async () => {
  await checked.close();
});
beforeEach(async () => {
  await fetch(`${checked.emulator.origin}/emulator/faults`, { method: "DELETE" });
});

const order = async (fault: Fault): Promise<void> => {
  const response = await fetch(`${checked.emulator.origin}/emulator/faults`, {
    method: "POST",
    body: JSON.stringify(fault),
  });
  expect(response.status).toBe(201);
};
let last = 0;
const create = (): { readonly name: string; readonly sent: Promise<Response> } => {
  last += 1;
  const name = `service-${last}`;
  const body = new URLSearchParams({ UniqueName: name, FriendlyName: name });
  return { name, sent: fetch(services, { method: "POST", headers: { authorization }, body }) };
};
const faultsLeft = async (): Promise<unknown> => {
  const left = (await (await fetch(`${checked.emulator.origin}/emulator/faults`)).json()) as {
    faults: unknown;
  };
  return left.faults;
};
const exists = async (name: string): Promise<boolean> =>
  (await fetch(`${services}/${name}`, { headers: { authorization } })).ok;

it.each([
  ["too-many-requests", 429, false],
  ["server-error", 500, false],
  ["unavailable-after", 503, true],
] as const)("%s answers %i", async (kind, status, done) => {
  await order({ kind });
  const { name, sent } = create();
  expect((await sent).status).toBe(status);
  expect(await exists(name)).toBe(done);
});

it("says when to come back, if it is told to", async () => {
  await order({ kind: "too-many-requests", retryAfter: 3 });
  expect((await create().sent).headers.get("retry-after")).toBe("3");
  await order({ kind: "too-many-requests" });
  expect((await create().sent).headers.get("retry-after")).toBeNull();
});

it.each([
  ["reset-before", false],
  ["reset-after", true],
] as const)("%s breaks the connection", async (kind, done) => {
  await order({ kind });
  const { name, sent } = create();
  await expect(sent).rejects.toThrow("fetch failed");
  expect(await exists(name)).toBe(done);
});

it("malformed-json cuts the reply off", async () => {
  await order({ kind: "malformed-json" });
  const { name, sent } = create();
  const response = await sent;
  expect(response.status).toBe(201);
  await expect(response.json()).rejects.toThrow(SyntaxError);
  expect(await exists(name)).toBe(true);
});

it("half-reply breaks the connection in the middle of the reply", async () => {
  await order({ kind: "half-reply" });
  const { name, sent } = create();
  const response = await sent;
  expect(response.status).toBe(201);
  await expect(response.text()).rejects.toThrow("terminated");
  expect(await exists(name)).toBe(true);
});

it.each([
  ["silent-before", false],
  ["silent-after", true],
] as const)("%s never answers", async (kind, done) => {
  await order({ kind });
  last += 1;
  const name = `service-${last}`;
  const body = new URLSearchParams({ UniqueName: name, FriendlyName: name });
  const controller = new AbortController();
  const sent = fetch(services, {
    method: "POST",
    headers: { authorization },
    body,
    signal: controller.signal,
  });
  await expect.poll(() => faultsLeft()).toEqual([]);
  await expect.poll(() => exists(name)).toBe(done);
  controller.abort();
  await expect(sent).rejects.toThrow("aborted");
});

it("passes over as many as ordered, and tells a path from those below it", async () => {
  await order({ kind: "server-error", skip: 1, match: { method: "POST", template: "/v1/Services" } });
  const made = await create().sent;
  expect(made.status).toBe(201);
  const { sid } = (await made.json()) as { sid: string };
  const below = `${services}/${sid}/Assets`;
  const post = {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams({ FriendlyName: "a" }),
  };
  expect((await fetch(below, post)).status).toBe(201);
  expect((await create().sent).status).toBe(500);
  expect((await create().sent).status).toBe(201);
});

it("delay answers all the same", async () => {
  await order({ kind: "delay", delay: 1 });
  expect((await create().sent).status).toBe(201);
});

it("hits as often as ordered, and only what it matches", async () => {
  await order({ kind: "server-error", count: 2, match: { method: "POST", path: "/v1/Services" } });
  await order({ kind: "server-error", match: { path: "{Sid}/Nothing" } });
  expect((await fetch(services, { headers: { authorization } })).status).toBe(200);
  expect((await create().sent).status).toBe(500);
  expect((await create().sent).status).toBe(500);
  expect((await create().sent).status).toBe(201);
  const left = await fetch(`${checked.emulator.origin}/emulator/faults`);
  expect(await left.json()).toMatchObject({ faults: [{ kind: "server-error", count: 1 }] });
});

it("hits served documents when told so, and then the call asks the fallback", async () => {
  const site = await deploy(checked.emulator.endpoint, {
    "/main.xml": "<Response><Say>Main</Say></Response>",
    "/onerror.xml": "<Response><Say>Fallback</Say></Response>",
  });
  const client = officialClient(checked.emulator.endpoint);
  await client.incomingPhoneNumbers.create({
    phoneNumber: "+442079460100",
    voiceUrl: site.url("/main.xml"),
    voiceMethod: "GET",
    voiceFallbackUrl: site.url("/onerror.xml"),
    voiceFallbackMethod: "GET",
  });
  await order({ kind: "server-error", match: { on: "serving", path: "/main.xml" } });
  const trace = await checked.emulator.placeCall({ to: "+442079460100" });
  expect(trace.end).toEqual({ kind: "message", text: "Fallback" });
});

it("refuses a fault that it does not know", async () => {
  for (const fault of [
    { kind: "earthquake" },
    { kind: "delay", delay: -1 },
    { kind: "delay", match: { on: "moon" } },
  ]) {
    const response = await fetch(`${checked.emulator.origin}/emulator/faults`, {
      method: "POST",
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(400);
  }
});
