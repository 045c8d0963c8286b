import { expect, it } from "vitest";
import { references } from "../../../src/twiml/references.ts";

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
    "/handoffs/accounts.xml": ["/handoffs/billing.xml", "/whisper/billing.xml"],
    "/handoffs/billing.xml": ["/whisper/billing.xml"],
    "/handoffs/messages.xml": ["/ended.xml"],
    "/handoffs/queue.xml": ["/wait/queue.xml"],
  });
});

it("leads over several documents, also in a circle", () => {
  const to = (...paths: readonly string[]) =>
    `<Response>${paths.map((path) => `<Redirect>${path}</Redirect>`).join("")}</Response>`;
  expect(
    references({ "/a.xml": to("/b.xml"), "/b.xml": to("/c.xml", "/a.xml"), "/c.xml": to("/gone.xml") }),
  ).toEqual({ "/a.xml": ["/b.xml", "/c.xml"], "/b.xml": ["/a.xml", "/c.xml"] });
});
