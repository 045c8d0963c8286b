import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentName } from "../../src/context/context.ts";
import { type Agency, openAgency } from "./agency.ts";
import type { Company } from "./company.ts";
import { embeddedEngine } from "./engine.ts";
import { type Served, served } from "./served.ts";

let agency: Agency;
let company: Company;
let url: string;
let handOver: Agency["handOver"];

beforeAll(async () => {
  agency = await openAgency({});
  ({ company, handOver } = agency);
  url = agency.outputs.context?.url ?? "";
});
afterAll(() => agency.close());

const document = JSON.parse(
  readFileSync(new URL("../../schema/openapi/context.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({ strict: false });
const { parameters, responses } = document.paths["/v1/{account}/{project}/handoff_state"].get;

/** Asks as a desk does, and holds the answer against the OpenAPI document. */
async function ask(
  query: string,
  key: string | null = "local-deskKey",
): Promise<Served & { readonly json: unknown }> {
  const reply = await served(company, `${url}${query}`, {
    headers: key === null ? {} : { "x-api-key": key },
  });
  const described = responses[String(reply.status)];
  expect(described, `${reply.status} is documented`).toBeDefined();
  const { headers, content } =
    described.$ref === undefined ? described : document.components.responses.Refusal;
  expect(reply.headers["content-type"]).toBe("application/json");
  expect(reply.headers["cache-control"]).toBe(headers["Cache-Control"].schema.const);
  const json: unknown = JSON.parse(reply.body);
  const validate = ajv.compile({ ...content["application/json"].schema, components: document.components });
  expect(validate(json), ajv.errorsText(validate.errors)).toBe(true);
  return { ...reply, json };
}

describe("a desk", () => {
  it("asks at the address that the OpenAPI document describes", () => {
    const { account, project } = /\/v1\/(?<account>\w+)\/(?<project>[\w-]+)\/handoff_state$/.exec(
      new URL(url).pathname,
    )?.groups ?? { account: "", project: "" };
    const [ofAccount, ofProject] = document.paths["/v1/{account}/{project}/handoff_state"].parameters;
    expect(account).toMatch(new RegExp(ofAccount.schema.pattern));
    expect(project).toMatch(new RegExp(ofProject.schema.pattern));
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(["id", "shared_id"]);
  });

  it("gets what the agent stored by the id, by the shared id, by either key, and again", async () => {
    const callSid = await handOver({ reason: "refund", data: { order: 7 }, sharedId: "ticket 1/ä?&" });
    const shared = encodeURIComponent("ticket 1/ä?&");
    const expected = {
      id: callSid,
      shared_id: "ticket 1/ä?&",
      data: { destination: "reception", reason: "refund", order: 7 },
    };
    for (const [query, key] of [
      [`?id=${callSid}`, "local-deskKey"],
      [`?shared_id=${shared}`, "local-nextKey"],
      [`?id=${callSid}&shared_id=${shared}`, "local-deskKey"],
      [`?id=another&shared_id=${shared}`, "local-deskKey"],
      [`?id=${callSid}`, "local-deskKey"],
    ] as const)
      expect(await ask(query, key)).toMatchObject({ status: 200, json: expected });
  });

  it("asks Sync once for each read, and never without a key of ours", async () => {
    const callSid = await handOver({ sharedId: "ticket-2" });
    await company.takeCalls();
    await ask(`?id=${callSid}&shared_id=ticket-2`);
    expect((await company.takeCalls()).byTemplate).toEqual({
      "GET sync /v1/Services/{ServiceSid}/Documents/{Sid}": 1,
    });
    await ask(`?id=${callSid}`, null);
    await ask(`?id=${callSid}`, "local-wrongKey");
    await ask("");
    expect((await company.takeCalls()).total).toBe(0);
  });

  it.each([
    [401, "without a key", "?id=CA1", null],
    [403, "with a wrong key", "?id=CA1", "local-otherKey"],
    [401, "with a parameter that pretends to be the request", "?id=CA1&request=x", "local-deskKey"],
    [400, "without an id", "", "local-deskKey"],
    [400, "with an id that is repeated", "?id=a&id=b", "local-deskKey"],
    [400, "with an id that is too long", `?id=${"x".repeat(257)}`, "local-deskKey"],
    [404, "with an unknown id", "?id=CA1", "local-deskKey"],
  ])("gets %i %s", async (status, _when, query, key) => {
    expect((await ask(query, key)).status).toBe(status);
  });

  it("gets 404 once the context has expired", async () => {
    const callSid = await handOver({ reason: "brief" }, "reception", 1);
    expect((await ask(`?id=${callSid}`)).status).toBe(200);
    await sleep(1000);
    expect((await ask(`?id=${callSid}`)).status).toBe(404);
  });

  it("gets 500 when Sync fails, and nothing of why", async () => {
    const callSid = await handOver({});
    company.emulator.addFault({ kind: "server-error", match: { method: "GET", path: "/Documents/" } });
    const reply = await ask(`?id=${callSid}`);
    expect(reply.status).toBe(500);
    expect(reply.body).not.toMatch(/sync|twilio|secret/i);
    expect((await ask(`?id=${callSid}`)).status).toBe(200);
  });

  it("leaves nothing of the call in the logs", async () => {
    const { lines } = (await (await fetch(`${company.emulator.origin}/emulator/logs`)).json()) as {
      lines: string[];
    };
    expect(lines.join("\n")).not.toMatch(/CA[0-9a-f]{32}|refund|local-\w+Key|\+44/);
  });
});

it("answers 10,000 reads, hundreds at a time, each with its own context", { timeout: 300_000 }, async () => {
  const ids = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const id = `CA${index.toString(16).padStart(32, "0")}`;
      await post(id, `shared-${index}`, { index });
      return { id, shared: `shared-${index}`, index };
    }),
  );
  const limit = pLimit(200);
  const mixed: unknown[] = [];
  await Promise.all(
    Array.from({ length: 10_000 }, (_, read) =>
      limit(async () => {
        const one = ids[(read * 7) % ids.length];
        if (one === undefined) throw new Error("no such context");
        const query = read % 2 === 0 ? `?id=${one.id}` : `?shared_id=${one.shared}`;
        const { status, body } = await served(company, url + query, {
          headers: { "x-api-key": "local-deskKey" },
        });
        if (status !== 200 || JSON.parse(body).data.index !== one.index) mixed.push({ status, body, one });
      }),
    ),
  );
  expect(mixed).toEqual([]);
});

/** Stores a context without a call. */
async function post(id: string, shared_id: string, data: object): Promise<void> {
  const { scope = "" } = agency.outputs.context ?? {};
  const Data = JSON.stringify({
    id,
    shared_id,
    destination: "",
    reason: "",
    utterance: "",
    headers: {},
    data,
  });
  for (const name of [id, shared_id])
    await company.twilio("/sync/v1/Services/default/Documents", {
      UniqueName: documentName(scope, name),
      Data,
      Ttl: "600",
    });
}

it("takes a new key without touching the routing, and knows the old one no more", async () => {
  const callSid = await handOver({});
  company.edit("handoffs.yaml", "{secret: deskKey}, {secret: nextKey}", "{secret: nextKey}");
  const run = await embeddedEngine(company).up();
  expect(run.changes.map(({ step }) => step)).toEqual([
    "update ContextFunction context-api",
    "update Release context-release",
  ]);
  expect((await ask(`?id=${callSid}`)).status).toBe(403);
  expect((await ask(`?id=${callSid}`, "local-nextKey")).status).toBe(200);
});

it("is deployed once, and goes as a whole", async () => {
  const engine = embeddedEngine(company);
  expect((await engine.up()).changes).toEqual([]);
  expect((await engine.refresh()).changes).toEqual([]);
  expect((await engine.destroy()).succeeded).toBe(true);
  expect((await company.twilio("/serverless/v1/Services")).services).toEqual([]);
});
