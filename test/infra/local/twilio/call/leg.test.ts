import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LegOutcome } from "../../../../../infra/local/twilio/call/trace.ts";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const after = response("<Hangup/>");
const main = (noun: string): string => response(`<Dial action="/after">${noun}</Dial>`);
/** Screens for 5: any other key, or none, hangs up. */
const screening = {
  "/whisper": response(
    '<Gather numDigits="1" timeout="4" action="/key"><Say>Press 5 to accept</Say></Gather>',
    "<Hangup/>",
  ),
  "/key": ({ form }: { readonly form: URLSearchParams }) =>
    response(form.get("Digits") === "5" ? "<Say>Connecting</Say>" : "<Hangup/>"),
  "/after": after,
};

describe.each([
  ["Number", "+442079460001"],
  ["Sip", "sip:desk@pbx.example.com"],
  ["Client", "front_desk"],
])("<%s>", (noun, address) => {
  const screened = { "/main": main(`<${noun} url="/whisper">${address}</${noun}>`), ...screening };

  it.each<[string, LegOutcome, string | null, string]>([
    ["a person who accepts", "answered", "5", "true"],
    ["a person who does not", "declined", null, "false"],
    ["a voicemail box", "machine", null, "false"],
  ])("screens %s", async (_name, outcome, digits, bridged) => {
    const trace = await stage.call(screened, { outcomes: [outcome], accept: "5" });
    const [leg] = eventsOf(trace, "leg");
    expect(leg).toMatchObject({ outcome, bridged: bridged === "true" });
    expect(eventsOf({ events: leg?.whisper ?? [] }, "gather")).toMatchObject([{ digits }]);
    expect(stage.received.at(-1)?.form.get("DialCallStatus")).toBe("completed");
    expect(stage.received.at(-1)?.form.get("DialBridged")).toBe(bridged);
  });

  it("lets a voicemail box have the call when nothing screens it, as Twilio does", async () => {
    for (const attribute of ["", 'url="/whisper"']) {
      const trace = await stage.call(
        {
          "/main": main(`<${noun} ${attribute}>${address}</${noun}>`),
          "/whisper": response("<Say>A call</Say>"),
          "/after": after,
        },
        { outcomes: ["machine"] },
      );
      expect(stage.received.at(-1)?.form.get("DialBridged")).toBe("true");
      expect(trace.end).toMatchObject({ kind: "machine", destination: { kind: noun.toLowerCase() } });
    }
  });
});

it("lets each callee press a key of their own, whatever the caller presses", async () => {
  const script = {
    "/main": response('<Gather action="/first" numDigits="1"/>', "<Say>no key</Say>"),
    "/first": main('<Number url="/whisper">+442079460001</Number>'),
    ...screening,
  };
  const pressed = await stage.call(script, {
    digits: ["7"],
    outcomes: [{ outcome: "answered", digits: "5" }],
  });
  expect(eventsOf(pressed, "gather")).toMatchObject([{ digits: "7" }]);
  expect(eventsOf(pressed, "leg")).toMatchObject([{ outcome: "answered", bridged: true }]);
  const wrong = await stage.call(script, { digits: ["7", "5"], outcomes: ["answered"] });
  expect(eventsOf(wrong, "leg")).toMatchObject([{ outcome: "declined", bridged: false }]);
});

it("hears its whisper in vain when the caller hangs up meanwhile", async () => {
  const script = { "/main": main('<Number url="/whisper">+442079460001</Number>'), ...screening };
  const trace = await stage.call(script, { outcomes: [{ outcome: "hangup", after: 8 }] });
  const [leg] = eventsOf(trace, "leg");
  expect(leg).toMatchObject({ outcome: "hangup", bridged: false });
  expect(leg?.whisper?.map(({ kind }) => kind)).toContain("say");
  expect(stage.received.at(-1)?.form.get("CallStatus")).toBe("completed");
  expect(trace.end).toEqual({ kind: "caller-hangup" });
  const sooner = await stage.call(script, { outcomes: [{ outcome: "hangup", after: 3 }] });
  expect(eventsOf(sooner, "leg")[0]?.whisper).toBeUndefined();
});

it("ends the others' ringing when a voicemail box picks up", async () => {
  const numbers = "<Number>+442079460001</Number><Number>+442079460002</Number>";
  const trace = await stage.call({ "/main": main(numbers), "/after": after }, { outcomes: ["machine"] });
  expect(eventsOf(trace, "leg").map(({ outcome }) => outcome)).toEqual(["machine", "canceled"]);
});

it("says whether the caller's own call waits for the callee's", async () => {
  for (const answerOnBridge of [true, false]) {
    const trace = await stage.call({
      "/main": response(`<Dial answerOnBridge="${answerOnBridge}">+442079460001</Dial>`),
    });
    expect(eventsOf(trace, "leg")).toMatchObject([{ answerOnBridge }]);
  }
});

it("warns of machine detection that nobody is told of (21262)", async () => {
  const warnings = async (attributes: string) =>
    eventsOf(await stage.call({ "/main": main(`<Number ${attributes}>+442079460001</Number>`) }), "warning");
  expect(await warnings('machineDetection="Enable"')).toMatchObject([{ code: 21262 }]);
  expect(await warnings('machineDetection="Enable" amdStatusCallback="/amd"')).toEqual([]);
});

it.each(["Enqueue", "Refer", "Leave"])("has no <%s> in its whisper", async (verb) => {
  const trace = await stage.call({
    "/main": main('<Number url="/whisper">+442079460001</Number>'),
    "/whisper": response(`<${verb}/>`),
    "/after": after,
  });
  expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "declined", bridged: false }]);
});
