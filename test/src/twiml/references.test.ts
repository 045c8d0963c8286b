import { expect, it } from "vitest";
import { reachable, references } from "../../../src/twiml/references.ts";

it("names what an alias, a queue, a whisper and a recording lead to", () => {
  expect(
    references({
      "/ended.xml": "<Response><Hangup/></Response>",
      "/handoffs/accounts.xml":
        '<Response><Redirect method="GET">/handoffs/billing.xml</Redirect></Response>',
      "/handoffs/billing.xml":
        '<Response><Dial action="/router?from=billing"><Number url="/whisper/billing.xml">+442079460123</Number></Dial></Response>',
      "/handoffs/messages.xml": '<Response><Record action="/ended.xml"/></Response>',
      "/handoffs/queue.xml": '<Response><Enqueue waitUrl="/wait/queue.xml">queue</Enqueue></Response>',
      "/wait/queue.xml": "<Response><Say>Please hold.</Say></Response>",
      "/whisper/billing.xml":
        "<Response><Say>Say /handoffs/gone.xml, or /whisper/billing.xml.</Say></Response>",
    }),
  ).toEqual({
    "/handoffs/accounts.xml": ["/handoffs/billing.xml"],
    "/handoffs/billing.xml": ["/whisper/billing.xml"],
    "/handoffs/messages.xml": ["/ended.xml"],
    "/handoffs/queue.xml": ["/wait/queue.xml"],
  });
});

it("leads over several documents, also in a circle", () => {
  const from = { "/a.xml": ["/b.xml"], "/b.xml": ["/c.xml", "/a.xml"], "/d.xml": ["/e.xml"] };
  expect([...reachable(from, ["/a.xml"])]).toEqual(["/a.xml", "/b.xml", "/c.xml"]);
  expect([...reachable(from, ["/constructor"])]).toEqual(["/constructor"]);
});
