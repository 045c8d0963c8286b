import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const gather = (attributes: string): string =>
  response(`<Gather action="/keys" ${attributes}><Say>Press a key</Say></Gather>`, "<Say>no key</Say>");
const keys = response("<Hangup/>");

it("goes on to the next verb when nothing is keyed", async () => {
  const trace = await stage.call({ "/main": gather('timeout="7"'), "/keys": keys });
  expect(happenings(trace)).toEqual(["say", "gather", "say"]);
  expect(eventsOf(trace, "gather")).toMatchObject([{ digits: null }]);
  expect(stage.received).toHaveLength(1);
});

it.each([
  ["", "1234#5", "1234"],
  ['numDigits="2"', "1234", "12"],
  ['finishOnKey="*"', "12*34", "12"],
  ['finishOnKey=""', "1#", "1#"],
])("with %s sends of %s the digits %s", async (attributes, keyed, digits) => {
  const trace = await stage.call({ "/main": gather(attributes), "/keys": keys }, { digits: [keyed] });
  expect(stage.received[1]?.form.get("Digits")).toBe(digits);
  expect(happenings(trace)).toEqual(["say", "gather", "hangup"]);
});

it("asks its action with nothing keyed, if it is told to", async () => {
  await stage.call({ "/main": gather('actionOnEmptyResult="true"'), "/keys": keys });
  expect(stage.received[1]?.form.get("Digits")).toBe("");
});

it("without an action asks the current document again", async () => {
  await stage.call(
    {
      "/main": ({ form }) =>
        form.get("Digits") === "1" ? keys : response('<Gather numDigits="1"><Say>Press</Say></Gather>'),
    },
    { digits: ["1"] },
  );
  expect(stage.received.map(({ method, path }) => [method, path])).toEqual([
    ["GET", "/main"],
    ["POST", "/main"],
  ]);
});

it("holds prompts and nothing else", async () => {
  const trace = await stage.call({
    "/main": response("<Gather><Say>a</Say><Pause/><Dial>+442079460001</Dial></Gather>"),
  });
  expect(happenings(trace)).toEqual(["warning", "say", "pause", "gather"]);
});
