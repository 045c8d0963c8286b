import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const dial = (client: string): string => response(`<Dial action="/after">${client}</Dial>`);
const after = response("<Hangup/>");

it.each([
  ["<Client>front_desk</Client>", {}],
  ["<Client><Identity>front_desk</Identity></Client>", {}],
  [
    '<Client><Identity>front_desk</Identity><Parameter name="reason" value="a bill"/></Client>',
    { reason: "a bill" },
  ],
])("%s is rung by its identity", async (client, parameters) => {
  const trace = await stage.call({ "/main": dial(client), "/after": after });
  expect(trace.end).toEqual({
    kind: "person",
    destination: { kind: "client", identity: "front_desk", parameters },
  });
  expect(eventsOf(trace, "warning")).toEqual([]);
});

it("rings together with numbers until one picks up", async () => {
  const nouns = "<Client>one</Client><Number>+442079460001</Number><Client>two</Client>";
  const trace = await stage.call(
    { "/main": dial(nouns), "/after": after },
    { outcomes: ["busy", "answered"] },
  );
  expect(eventsOf(trace, "leg").map(({ outcome }) => outcome)).toEqual(["busy", "answered", "canceled"]);
});

it.each(["", "x".repeat(122)])("is not rung as %j", async (identity) => {
  const trace = await stage.call({ "/main": dial(`<Client>${identity}</Client>`), "/after": after });
  expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13221 }]);
  expect(stage.received.at(-1)?.form.get("DialCallStatus")).toBe("failed");
});

it("hears a whisper", async () => {
  await stage.call({
    "/main": dial('<Client url="/whisper" method="GET">front_desk</Client>'),
    "/whisper": response("<Say>Billing call</Say>"),
    "/after": after,
  });
  expect(stage.received[1]?.query.get("To")).toBe("client:front_desk");
  expect(stage.received.at(-1)?.form.get("DialBridged")).toBe("true");
});

it("warns of what may not stand inside", async () => {
  const trace = await stage.call({
    "/main": dial("<Client>front_desk<Say>hello</Say></Client>"),
    "/after": after,
  });
  expect(eventsOf(trace, "warning")).toMatchObject([{ code: 12200 }]);
});
