import { afterAll, beforeAll, expect, it } from "vitest";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { type Agency, openAgency } from "./agency.ts";

const files = {
  "destinations/desk.yaml": `
name: The desk
description: Everything that reception cannot answer.
to: {sip: {uri: "sip:desk@pbx.example.com", headers: {X-Reason: "\${reason}"}}}
`,
  "destinations/flex.yaml": `
name: Contact centre
description: The caller wants to talk about a contract.
to: {flex: {workflow: WW00000000000000000000000000000000, attributes: {team: contracts, reason: "Contract: \${reason}"}}}
`,
  "destinations/screened.yaml": `
name: The screened desk
description: The caller wants the desk that takes only some calls.
to: "+442079460188"
screening:
  whisper: "\${reason}. \${utterance}. \${data.a}. \${data.b}. \${data.c}. Call \${call_sid}. Press 1 to take it."
  accept: "1"
`,
};

let agency: Agency;
beforeAll(async () => {
  agency = await openAgency(files);
});
afterAll(() => agency.close());

const legs = (trace: CallTrace) =>
  trace.events.flatMap((event) => {
    if (event.kind === "leg" && event.destination.kind === "sip") return [event.destination.headers];
    return event.kind === "enqueue" && event.queue.kind === "workflow" ? [event.queue.attributes] : [];
  });

it("gives a SIP desk the file's headers with the agent's words, and the agent's own headers", async () => {
  const callSid = await agency.handOver(
    { reason: "a complaint", headers: { "X-Priority": "high", "User-to-User": "4711;encoding=hex" } },
    "desk",
  );
  expect(legs(await agency.trace(callSid))).toEqual([
    { "X-Reason": "a complaint", "X-Priority": "high", "User-to-User": "4711;encoding=hex" },
  ]);
});

it("gives Flex the context as attributes, beside the destination's own, which win", async () => {
  const callSid = await agency.handOver(
    { reason: "notice", utterance: "I want to leave.", sharedId: "t-3" },
    "flex",
  );
  expect(legs(await agency.trace(callSid))).toEqual([
    {
      team: "contracts",
      reason: "Contract: notice",
      utterance: "I want to leave.",
      destination: "flex",
      shared_id: "t-3",
      caller: "+442079460990",
    },
  ]);
});

it("tells the callee which key to press, however much was said", async () => {
  const said = "I was charged twice. ".repeat(50);
  const callSid = await agency.handOver(
    { reason: "a refund", utterance: said, data: { a: said, b: said, c: said } },
    "screened",
  );
  const { events } = await agency.trace(callSid);
  const whisper = events.flatMap((event) => (event.kind === "leg" ? (event.whisper ?? []) : []));
  const heard = whisper.flatMap((event) => (event.kind === "say" ? [event.text] : []));
  expect(heard).toHaveLength(1);
  expect(heard[0]?.length).toBeGreaterThan(4080);
  expect(heard[0]).toMatch(/^a refund\. I was charged /);
  expect(heard[0]?.endsWith(`. Call ${callSid}. Press 1 to take it.`)).toBe(true);
});

it("rings the desk however long the caller spoke", async () => {
  const callSid = await agency.handOver({ reason: "約".repeat(300) }, "desk");
  const [headers] = legs(await agency.trace(callSid));
  expect(headers?.["X-Reason"]).toMatch(/^約{100,}$/);
});

it("puts nothing that was handed over into a URL, and asks Sync only where it is needed", async () => {
  const secret = "a very private matter";
  const callSid = await agency.handOver(
    { reason: secret, data: { secret }, headers: { "X-Secret": secret } },
    "desk",
  );
  const { events } = await agency.trace(callSid);
  const urls = events.flatMap((event) => ("url" in event ? [event.url] : []));
  expect(decodeURIComponent(urls.join(" "))).not.toContain(secret);
  await agency.company.takeCalls();
  await agency.agent().callHandoff(await agency.incoming(["busy"]), "reception");
  expect((await agency.company.takeCalls()).byTemplate).not.toHaveProperty(
    "GET sync /v1/Services/{ServiceSid}/Documents/{Sid}",
  );
});

it.each(["server-error", "reset-before", "too-many-requests", "malformed-json"] as const)(
  "rings the desk all the same when Sync fails by %s",
  async (kind) => {
    const callSid = await agency.incoming();
    agency.company.emulator.addFault({ kind, match: { method: "GET", path: "/Documents/" } });
    await agency.agent().callHandoff(callSid, "desk", { reason: "lost" });
    const trace = await agency.trace(callSid);
    expect(legs(trace)).toEqual([{ "X-Reason": "" }]);
    expect(trace.end.kind).toBe("person");
  },
);
