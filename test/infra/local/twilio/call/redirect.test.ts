import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("goes to a URL relative to the current document, with POST unless told otherwise", async () => {
  const trace = await stage.call(
    {
      "/a/main": response("<Redirect>next?x=1</Redirect>", "<Say>unreachable</Say>"),
      "/a/next": response('<Redirect method="GET">/root</Redirect>'),
      "/root": response("<Say>there</Say>"),
    },
    { url: `${stage.origin}/a/main` },
  );
  expect(stage.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /a/main",
    "POST /a/next",
    "GET /root",
  ]);
  expect(happenings(trace)).toEqual(["redirect", "redirect", "say"]);
});

it("without a URL asks the current document again", async () => {
  const trace = await stage.call({
    "/main": ({ method }) => (method === "GET" ? response("<Redirect/>") : response("<Say>again</Say>")),
  });
  expect(trace.end).toEqual({ kind: "message", text: "again" });
});

it("drops the connection overrides of a fragment", async () => {
  await stage.call({
    "/main": response("<Redirect>/next?a=1#rc=2&amp;rp=all</Redirect>"),
    "/next": response("<Hangup/>"),
  });
  expect(stage.received[1]?.url).toBe(`${stage.origin}/next?a=1`);
});

it("in a circle comes to an end", async () => {
  const trace = await stage.call({ "/main": response("<Redirect>/main</Redirect>") });
  expect(trace.end).toMatchObject({ kind: "error" });
  expect(stage.received).toHaveLength(100);
});

it.each(["http://", "http://[x", "https://exa mple"])("to %s is an error (11100)", async (url) => {
  const trace = await stage.call({ "/main": response(`<Redirect>${url}</Redirect>`) });
  expect(eventsOf(trace, "error")).toMatchObject([{ code: 11100 }]);
});
