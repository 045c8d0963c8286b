import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signatureOf } from "../../../infra/local/twilio/serving/signature.ts";
import { routerPlan } from "../../../src/router/plan.ts";
import { type CheckedEmulator, startChecked } from "../../infra/local/twilio/checked-emulator.ts";
import { deploy } from "../../infra/local/twilio/deploy.ts";
import { samplePlan, sampleRoot } from "../project.ts";

const code = readFileSync(join(sampleRoot, "dist", "router", "router.cjs"), "utf8");
const { settings, routes, numbers } = routerPlan(samplePlan());
const plan = JSON.stringify({ ...settings, routes, numbers });
const callSid = `CA${"1".repeat(32)}`;

/** Of a reply, what Twilio reads. */
interface Answer {
  readonly status: number | undefined;
  readonly mediaType: string | undefined;
  readonly cookies: readonly string[];
  readonly body: string;
}

interface Question {
  readonly query: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly cookie?: string;
}

type Ask = (question: Question) => Promise<Answer>;

/** Twilio's own local runtime with the files of a deployment. */
async function twilioRuntime(
  asset: string | undefined,
): Promise<{ readonly ask: Ask; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "handoffs-runtime-"));
  for (const name of ["functions", "assets"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "functions", "router.protected.js"), code);
  if (asset !== undefined) writeFileSync(join(folder, "assets", "plan.private.json"), asset);
  const child = spawn(process.execPath, [join(import.meta.dirname, "twilio-runtime.mjs"), folder], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [port] = await once(child.stdout, "data");
  return {
    ask: (question) => send(`http://127.0.0.1:${String(port).trim()}`, "example.twil.io", question),
    close: async () => {
      child.kill();
      await once(child, "close");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function emulated(checked: CheckedEmulator, asset: string | undefined): Promise<Ask> {
  const { domain } = await deploy(checked.endpoint, {
    "/router": { content: code, type: "application/javascript" },
    ...(asset === undefined
      ? {}
      : { "/plan.json": { content: asset, visibility: "private", type: "application/json" } }),
  });
  return (question) => send(checked.emulator.origin, domain, question);
}

/** A request as Twilio sends it to an action: signed, a form, with the call's own parameters. */
async function send(origin: string, host: string, { query, form, cookie }: Question): Promise<Answer> {
  const path = `/router?${query}`;
  const body = new URLSearchParams({
    CallSid: callSid,
    CallStatus: "in-progress",
    From: "+447700900123",
    To: "+442079460000",
    ...form,
  });
  const request = httpRequest(`${origin}${path}`, {
    method: "POST",
    agent: false,
    headers: {
      host,
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": signatureOf("10ca1000000000000000000000000000", `https://${host}${path}`, body),
      ...(cookie === undefined ? {} : { cookie }),
    },
  });
  request.end(body.toString());
  const [response] = await once(request, "response");
  return {
    status: response.statusCode,
    // Express adds a charset.
    mediaType: response.headers["content-type"]?.split(";")[0],
    cookies: response.headers["set-cookie"] ?? [],
    body: await text(response),
  };
}

const opened: { readonly close: () => Promise<void> }[] = [];
let checked: CheckedEmulator;
let runtimes: { readonly twilio: Ask; readonly emulator: Ask };

async function both(asset: string | undefined) {
  const runtime = await twilioRuntime(asset);
  opened.push(runtime);
  return { twilio: runtime.ask, emulator: await emulated(checked, asset) };
}

beforeAll(async () => {
  checked = await startChecked();
  runtimes = await both(plan);
});
afterAll(async () => {
  for (const { close } of opened) await close();
  await checked.close();
});

/** What both answer; fails the test where they differ. */
async function answerOf(question: Question, { twilio, emulator } = runtimes): Promise<Answer> {
  const answer = await twilio(question);
  expect(await emulator(question)).toEqual(answer);
  expect(answer.status).toBe(200);
  expect(answer.mediaType).toBe("text/xml");
  return answer;
}

describe("the router under Twilio's own local runtime answers as under the emulator's", () => {
  it.each(Object.keys(routes).map((id) => [id]))("for the first step to %s", async (id) => {
    const { body } = await answerOf({ query: `to=${id}` });
    expect(body).toMatch(/<(Dial|Enqueue|Record|Say|Redirect)/);
  });

  it.each<[string, Question, RegExp]>([
    ["a busy leg", { query: "from=sales", form: { DialCallStatus: "busy" } }, /\+442079460222/],
    [
      "a leg that was declined",
      { query: "from=sales", form: { DialCallStatus: "completed", DialBridged: "false" } },
      /\+442079460222/,
    ],
    [
      "a conversation",
      { query: "from=sales", form: { DialCallStatus: "completed", DialBridged: "true" } },
      /<Hangup\/>/,
    ],
    [
      "a chain that is over",
      { query: "from=messages&tried=sales,sales-mobile&outcome=silent" },
      /tried=sales,sales-mobile,messages&amp;outcome=silent/,
    ],
    [
      "a recording",
      { query: "from=messages", form: { RecordingUrl: "https://api.twilio.com/RE1" } },
      /<Hangup\/>/,
    ],
    ["a call that has ended", { query: "from=sales", form: { CallStatus: "completed" } }, /<Hangup\/>/],
    ["a destination that is gone", { query: "to=gone" }, /<Dial/],
    [
      "a parameter that comes twice",
      { query: "from=sales&from=billing", form: { DialCallStatus: "busy" } },
      /\+442079460222/,
    ],
    ["a parameter that hides the request", { query: "to=billing&request=x" }, /\+442079460123/],
    ["no parameters of ours", { query: "x=1" }, /<Dial/],
    ["a key that was pressed", { query: "accept=sales", form: { Digits: "1" } }, /<Response\/>/],
  ])("after %s", async (_name, question, expected) => {
    expect((await answerOf(question)).body).toMatch(expected);
  });

  it("with the cookie that it leaves when the agent gets the call back", async () => {
    const back: Question = { query: "from=messages&outcome=silent" };
    const { cookies, body } = await answerOf(back);
    expect(body).toContain("https://agent.example.com/voice?tried=messages");
    const cookie = cookies.map((one) => one.split(";")[0]).join("; ");
    expect((await answerOf({ ...back, cookie })).body).toContain("<Say");
  });

  it.each([
    ["damaged", plan.slice(0, -1)],
    ["another file", "[]"],
    ["missing", undefined],
  ])("with a plan that is %s", async (_name, asset) => {
    const question: Question = { query: "to=billing" };
    const damaged = await both(asset);
    expect((await answerOf(question, damaged)).body).toContain("/onerror.xml</Redirect>");
    const over: Question = {
      query: "from=billing",
      form: { DialCallStatus: "completed", DialBridged: "true" },
    };
    expect((await answerOf(over, damaged)).body).toContain("<Hangup/>");
  });
});
