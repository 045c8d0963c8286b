import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import twilio from "twilio";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handoffs } from "../../agent/index.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { type Agency, caller, openAgency } from "./agency.ts";
import { served } from "./served.ts";

// A call from the first ring to the desk that knows why, in the order in which it happens.

const files = {
  "destinations/billing.yaml": `
name: Billing support
description: The caller wants to pay, question or dispute a bill.
to: "+442079460123"
fallback: billing-overflow
`,
  "destinations/billing-overflow.yaml": `
name: Billing overflow
description: The desk that helps out when billing is busy.
to:
  sip:
    uri: "sip:overflow@pbx.example.com"
    headers: {X-Reason: "\${reason}", X-Shared-Id: "\${shared_id}"}
screening:
  whisper: "A call about \${reason}, order \${data.order}. Press 1 to take it."
  accept: "1"
`,
};

let agency: Agency;
let agent: Server;
let handedOver: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  agency = await openAgency(files);
});
afterAll(async () => {
  agent.closeAllConnections();
  agent.close();
  await agency.close();
});

it("a caller's way from the voice agent to a person who knows why", async () => {
  const { company, outputs } = agency;
  const { origin, endpoint, credentials } = company.emulator;

  // The agent: a program with Twilio's own client, which knows its destinations from the stack's outputs.
  const client = twilio(credentials.apiKey, credentials.apiSecret, { accountSid: credentials.accountSid });
  client.api.baseUrl = endpoint.replace("{product}", "api");
  client.sync.baseUrl = endpoint.replace("{product}", "sync");
  const { callHandoff } = handoffs({
    destinations: outputs.handoffs,
    context: outputs.context,
    twilio: client,
  });
  agent = createServer(async (request, response) => {
    const callSid = new URLSearchParams(await text(request)).get("CallSid") ?? "";
    response.setHeader("Content-Type", "text/xml");
    response.end(
      '<Response><Connect><ConversationRelay url="wss://agent.example.com/relay"/></Connect></Response>',
    );
    // The caller has said what it is about, and the model has chosen.
    handedOver = callHandoff(callSid, "billing", {
      reason: "a refund",
      utterance: "I was charged twice for order 7.",
      data: { order: 7, charges: [{ amount: 12.5 }, { amount: 12.5 }] },
      sharedId: "ticket-4711",
    });
  });
  agent.listen(0, "127.0.0.1");
  await once(agent, "listening");
  const { port } = agent.address() as AddressInfo;
  await fetch(`${origin}/emulator/stand-ins`, {
    method: "POST",
    body: JSON.stringify({ "agent.example.com": `http://127.0.0.1:${port}` }),
  });

  // Somebody calls. Billing will be busy; at the overflow desk somebody takes the call.
  const answered = await agency.call({
    to: "+442079460000",
    from: caller,
    outcomes: ["busy", { outcome: "answered", digits: "1" }],
  });
  expect(answered.end).toEqual({ kind: "agent", url: "wss://agent.example.com/relay" });

  // The agent has handed the call over, with one request for each of the context's two names and one for the call.
  expect(await handedOver).toEqual({ status: "moved", destination: "billing", context: { stored: true } });
  const { callSid } = answered;
  const call = await agency.trace(callSid);

  // Each hop of the call, in order.
  expect(call.events.map(hop).filter((line) => line !== undefined)).toMatchInlineSnapshot(`
    [
      "POST /voice",
      "the agent talks by ConversationRelay",
      "the agent hands the call to /handoffs/billing.xml",
      "GET /handoffs/billing.xml",
      "number, busy",
      "POST /router?from=billing",
      "sip:overflow@pbx.example.com, {"X-Reason":"a refund","X-Shared-Id":"ticket-4711"}, hears "A call about a refund, order 7. Press 1 to take it.", answered",
      "POST /router?from=billing-overflow&tried=billing",
      "hangup",
    ]
  `);

  // The desk got an id with the call, and asks for the rest.
  const invite = call.events.find((event) => event.kind === "leg" && event.destination.kind === "sip");
  const headers =
    invite?.kind === "leg" && invite.destination.kind === "sip" ? invite.destination.headers : {};
  const reply = await served(company, `${outputs.context?.url}?shared_id=${headers["X-Shared-Id"]}`, {
    headers: { "x-api-key": "local-deskKey" },
  });
  expect(JSON.parse(reply.body)).toEqual({
    id: callSid,
    shared_id: "ticket-4711",
    data: {
      destination: "billing",
      reason: "a refund",
      utterance: "I was charged twice for order 7.",
      order: 7,
      charges: [{ amount: 12.5 }, { amount: 12.5 }],
    },
  });
});

function hop(event: CallTrace["events"][number]): string | undefined {
  switch (event.kind) {
    case "request":
      return `${event.method} ${new URL(event.url).pathname}${new URL(event.url).search}`;
    case "connected":
      return `the agent talks by ${event.noun}`;
    case "moved":
      return `the agent hands the call to ${new URL(event.url).pathname}`;
    case "leg": {
      const { destination, outcome, whisper = [] } = event;
      const said = whisper.flatMap((one) => (one.kind === "say" ? [`hears "${one.text}"`] : []));
      const rings =
        destination.kind === "sip"
          ? [destination.uri, JSON.stringify(destination.headers)]
          : [destination.kind];
      return [...rings, ...said, outcome].join(", ");
    }
    case "redirect":
      return `on to ${new URL(event.url).pathname}`;
    default:
      return event.kind;
  }
}
