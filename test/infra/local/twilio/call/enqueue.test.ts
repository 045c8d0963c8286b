import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const support = { kind: "queue", name: "support" };
const workflowSid = `WW${"a".repeat(32)}`;
const script = {
  "/main": response('<Enqueue action="/after" waitUrl="/wait" waitUrlMethod="GET">support</Enqueue>'),
  "/wait": response("<Say>Please hold the line</Say>", '<Pause length="58"/>', "<Leave/>"),
  "/after": response("<Say>after</Say>"),
};
const asked = (path: string) => stage.received.filter((request) => request.path === path);
const result = () => Object.fromEntries(asked("/after").at(-1)?.form ?? []);

describe("a call in a queue", () => {
  it("is picked up while it hears the wait document, which ends there", async () => {
    const trace = await stage.call(script, { outcomes: [{ outcome: "picked-up", after: 30 }] });
    expect(happenings(trace)).toEqual(["enqueue", "say", "pause", "dequeue", "say"]);
    expect(eventsOf(trace, "dequeue")).toEqual([
      { at: 30, kind: "dequeue", queue: support, outcome: "picked-up", waited: 30 },
    ]);
    expect(eventsOf(trace, "say").at(-1)?.at).toBe(90);
    expect(result()).toMatchObject({
      QueueResult: "bridged",
      QueueTime: "30",
      QueueSid: expect.stringMatching(/^QU[0-9a-f]{32}$/),
    });
    expect(trace.end).toEqual({ kind: "person", destination: support });
  });

  it("is picked up by default", async () => {
    expect((await stage.call(script)).end.kind).toBe("person");
  });

  it("leaves when its wait document does", async () => {
    const trace = await stage.call(script, { outcomes: ["waited-out"] });
    expect(eventsOf(trace, "dequeue")).toMatchObject([{ outcome: "waited-out", waited: 60 }]);
    expect(result()).toMatchObject({ QueueResult: "leave", QueueTime: "60" });
    expect(trace.end).toEqual({ kind: "message", text: "after" });
  });

  it("leaves too when somebody would have come later", async () => {
    const trace = await stage.call(script, { outcomes: [{ outcome: "picked-up", after: 61 }] });
    expect(eventsOf(trace, "dequeue")).toMatchObject([{ outcome: "waited-out", waited: 60 }]);
  });

  it("without an action goes on to the next verb, and what it heard while waiting is forgotten", async () => {
    const main = '<Enqueue waitUrl="/wait">support</Enqueue>';
    const left = { ...script, "/main": response(main) };
    expect((await stage.call(left, { outcomes: ["waited-out"] })).end).toEqual({ kind: "silence" });
    const said = { ...script, "/main": response(main, "<Say>next</Say>") };
    const trace = await stage.call(said, { outcomes: ["waited-out"] });
    expect(trace.end).toEqual({ kind: "message", text: "next" });
  });

  it("of a caller who hangs up asks the action, and does not read it", async () => {
    const trace = await stage.call(script, { outcomes: [{ outcome: "hangup", after: 7 }] });
    expect(result()).toMatchObject({ QueueResult: "hangup", QueueTime: "7", CallStatus: "completed" });
    expect(happenings(trace)).toEqual(["enqueue", "say", "pause", "dequeue"]);
    expect(trace.end).toEqual({ kind: "caller-hangup" });
  });

  it.each([
    ["queue-full", "queue-full"],
    ["queue-failed", "system-error"],
  ] as const)("does not get in when it is %s", async (outcome, queueResult) => {
    const trace = await stage.call(script, { outcomes: [outcome] });
    expect(happenings(trace)).toEqual(["dequeue", "say"]);
    expect(eventsOf(trace, "request").at(-1)?.params).toEqual({ QueueResult: queueResult });
    expect(asked("/wait")).toEqual([]);
  });

  it("has one SID per queue", async () => {
    const sids = new Set<string | undefined>();
    for (const name of ["support", "support", "sales"]) {
      await stage.call({ ...script, "/main": script["/main"].replace("support", name) });
      sids.add(result().QueueSid);
    }
    expect(sids.size).toBe(2);
  });
});

describe("a wait document", () => {
  it("is told how long the call waits, and asked again when it is through", async () => {
    const trace = await stage.call(
      {
        ...script,
        "/wait": ({ query }) =>
          Number(query.get("QueueTime")) >= 50 ? response("<Leave/>") : response('<Pause length="20"/>'),
      },
      { outcomes: ["waited-out"] },
    );
    expect(asked("/wait").map(({ query }) => query.get("QueueTime"))).toEqual(["0", "20", "40", "60"]);
    expect(Object.fromEntries(asked("/wait")[0]?.query ?? [])).toMatchObject({
      CallSid: trace.callSid,
      QueuePosition: "1",
      CurrentQueueSize: "1",
      MaxQueueSize: "1000",
      AvgQueueTime: "0",
      QueueSid: result().QueueSid,
    });
  });

  it("may redirect, and gather keys: then it begins again", async () => {
    const trace = await stage.call(
      {
        ...script,
        "/wait": response("<Redirect>/menu</Redirect>"),
        "/menu": response('<Gather action="/key" timeout="3"><Say>Press 1 to leave</Say></Gather>'),
        "/key": response("<Leave/>"),
      },
      { outcomes: ["waited-out"], digits: ["1"] },
    );
    expect(eventsOf(trace, "gather")).toMatchObject([{ digits: "1" }]);
    expect(eventsOf(trace, "dequeue")).toMatchObject([{ outcome: "waited-out" }]);
  });

  it("that hangs up ends the call", async () => {
    const trace = await stage.call(
      { ...script, "/wait": response("<Say>We are closed</Say>", "<Hangup/>") },
      { outcomes: ["waited-out"] },
    );
    expect(result()).toMatchObject({ QueueResult: "hangup", CallStatus: "completed" });
    expect(trace.end).toEqual({ kind: "message", text: "We are closed" });
  });

  it.each([
    ["that fails", { status: 500 }, 11200],
    ["that is no TwiML", "<Response>", 12100],
    ["with a verb that may not stand there", response("<Dial>+442079460001</Dial>"), 12200],
  ])("%s is an error of the queue", async (_name, wait, code) => {
    const trace = await stage.call({ ...script, "/wait": wait });
    expect(eventsOf(trace, "error")).toMatchObject([{ code }]);
    expect(eventsOf(trace, "dequeue")).toMatchObject([{ outcome: "error" }]);
    expect(result()).toMatchObject({ QueueResult: "error" });
    expect(trace.end).toEqual({ kind: "message", text: "after" });
  });

  it("may be sound, or Twilio's own music, until somebody comes", async () => {
    const sound = await stage.call({ ...script, "/wait": { body: "x", type: "audio/mpeg" } });
    expect(happenings(sound)).toEqual(["enqueue", "play", "dequeue", "say"]);
    const music = await stage.call({ ...script, "/main": response("<Enqueue>support</Enqueue>") });
    expect(happenings(music)).toEqual(["enqueue", "dequeue"]);
  });
});

it.each([
  ["goes in circles", "<Redirect>/wait</Redirect>", /circles/],
  ["is empty", "", /circles/],
  ["plays for ever", '<Say loop="0">Please hold the line</Say><Leave/>', /nothing leaves/],
])("a wait that never ends, since its document %s, is an error of the call", async (_name, wait, message) => {
  const trace = await stage.call({ ...script, "/wait": response(wait) }, { outcomes: ["waited-out"] });
  expect(trace.end).toMatchObject({ kind: "error", message: expect.stringMatching(message) });
  expect(asked("/after")).toEqual([]);
});

it("without a wait document that leaves, nobody who waits in vain ever gets out", async () => {
  const main = response('<Enqueue action="/after">support</Enqueue>');
  const trace = await stage.call({ ...script, "/main": main }, { outcomes: ["waited-out"] });
  expect(trace.end).toMatchObject({ kind: "error", message: expect.stringContaining("nothing leaves it") });
});

describe("a workflow", () => {
  const task = (content: string, attributes = "") =>
    response(
      `<Enqueue action="/after" waitUrl="/wait" workflowSid="${workflowSid}"><Task ${attributes}>${content}</Task></Enqueue>`,
    );

  it("gets a Task with its attributes", async () => {
    const main = task('{"reason": "a  bill", "urgent": true}', 'priority="5" timeout="60"');
    const trace = await stage.call({ ...script, "/main": main });
    const queue = {
      kind: "workflow",
      workflowSid,
      attributes: { reason: "a  bill", urgent: true },
      priority: 5,
      timeout: 60,
    };
    expect(eventsOf(trace, "enqueue")).toMatchObject([{ queue }]);
    expect(trace.end).toEqual({ kind: "person", destination: queue });
  });

  it("whose Task's time is up sends nobody, and the call waits on", async () => {
    const main = task("{}", 'timeout="10"');
    const trace = await stage.call({ ...script, "/main": main });
    expect(eventsOf(trace, "dequeue")).toMatchObject([{ outcome: "waited-out", waited: 60 }]);
  });

  it.each([
    ["attributes that are no JSON", task("{reason: bill}"), 14221],
    ["attributes that are no object", task("[1]"), 14221],
    ["a SID of something else", task("{}").replace(workflowSid, `WS${"a".repeat(32)}`), 14220],
    ["no name", response('<Enqueue action="/after"/>'), 14204],
    ["a long name", response(`<Enqueue action="/after">${"q".repeat(65)}</Enqueue>`), 14205],
    ["a Task without a workflow", response('<Enqueue action="/after"><Task>{}</Task></Enqueue>'), 14204],
  ])("with %s is an error that the action is told of", async (_name, main, code) => {
    const trace = await stage.call({ ...script, "/main": main });
    expect(eventsOf(trace, "error")).toMatchObject([{ code }]);
    expect(eventsOf(trace, "request").at(-1)?.params).toEqual({ QueueResult: "error" });
    expect(happenings(trace)).not.toContain("enqueue");
  });
});
