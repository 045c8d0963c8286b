import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { caller } from "../e2e/agency.ts";
import { served } from "../e2e/served.ts";
import { sampleRoot } from "../src/project.ts";
import { type Followed, filesIn, follow } from "./guide.ts";

// What the guides for agents show is done here as they say.

let followed: Followed;
afterEach(() => followed.close());

const number = (of: string) => ({ kind: "person", destination: { kind: "number", number: of } });
const invited = (trace: CallTrace) =>
  trace.events.flatMap((event) =>
    event.kind === "leg" && event.destination.kind === "sip" ? [event.destination.headers] : [],
  );
const read = (guide: string) => readFileSync(join(sampleRoot, "docs", guide), "utf8");

it("Topics and functions: the model's choice moves the call", async () => {
  followed = await follow("agents/functions.md");
  const agent = await followed.start("agent.mjs");
  const choose = async (callSid: string, destination: string) => {
    const choice = {
      callSid,
      name: "call_handoff",
      arguments: { destination, reason: "a refund" },
      utterance: "Hm.",
    };
    return await (await fetch(agent, { method: "POST", body: JSON.stringify(choice) })).text();
  };
  const { callSid, end } = await followed.call({ to: "+442079460000", from: caller, outcomes: ["busy"] });
  expect(end).toEqual({ kind: "agent", url: "wss://agent.example.com/media" });
  expect(await choose(callSid, "billing")).toBe("Done.");
  expect((await followed.trace(callSid)).end).toEqual(number("+442079460100"));
  const other = await followed.call({ to: "+442079460000", from: caller });
  expect(await choose(other.callSid, "biling")).toBe("Done.");
  expect((await followed.trace(other.callSid)).end).toEqual(number("+442079460100"));
});

it("ConversationRelay: the last message leads to the destination", async () => {
  followed = await follow("agents/conversation-relay.md");
  await followed.start("agent.mjs");
  const { callSid, end } = await followed.call({ to: "+442079460000", from: caller });
  expect(end).toEqual({ kind: "agent", url: "wss://agent.example.com/relay" });
  const { root, emulator } = followed.company;
  // The conversation itself, as the agent's WebSocket has it.
  const talk = `
    process.env.PORT = 0;
    const { conversation } = await import(${JSON.stringify(pathToFileURL(join(root, "agent.mjs")).href)});
    const answer = conversation((message) => console.log(message));
    await answer(JSON.stringify({ type: "setup", callSid: ${JSON.stringify(callSid)} }));
    await answer(JSON.stringify({ type: "prompt", voicePrompt: "Good morning" }));
    await answer(JSON.stringify({ type: "prompt", voicePrompt: "I want a refund" }));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", talk], {
    cwd: root,
    env: { ...process.env, TWILIO_ACCOUNT_SID: "AC1", TWILIO_API_KEY: "SK1", TWILIO_API_SECRET: "s" },
  });
  const [greeting, last] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(greeting).toEqual({ type: "text", token: "How can I help?", last: true });
  const ended = await fetch(`${emulator.origin}/emulator/calls/${callSid}/disconnect`, {
    method: "POST",
    body: JSON.stringify({ handoffData: last.handoffData }),
  });
  expect(((await ended.json()) as CallTrace).end).toEqual(number("+442079460123"));
});

it("A hosted agent: the manifest is as shown, and its number has the destination's fallback", async () => {
  followed = await follow("agents/hosted.md");
  const shown = /\$ handoffs (manifest [^\n]+)\n([\s\S]*?)^```$/m.exec(read("agents/hosted.md"));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(sampleRoot, "dist/cli/index.js"), ...(shown?.[1] ?? "").split(" ")],
    { cwd: followed.company.root },
  );
  expect(stdout).toBe(shown?.[2]);
  const { end } = await followed.call({ to: "+442079460001", from: caller, outcomes: ["busy"] });
  expect(end).toEqual(number("+442079460100"));
});

it("A plain IVR: each key, any other and none lead where the menu says", async () => {
  followed = await follow("agents/ivr.md");
  await followed.start("menu.mjs", { DOMAIN: followed.outputs.domain });
  const reached = async (...digits: readonly string[]) =>
    (await followed.call({ to: "+442079460000", from: caller, digits })).end;
  expect(await reached("1")).toEqual(number("+442079460123"));
  expect(await reached("2")).toEqual(number("+442079460100"));
  expect(await reached("9")).toEqual(number("+442079460100"));
  expect(await reached()).toEqual(number("+442079460100"));
});

it("A desk behind a PBX: it gets headers, and fetches the rest", async () => {
  followed = await follow("agents/desk.md");
  const { company, outputs } = followed;
  const details = { reason: "a refund", data: { customer: "C-42" }, sharedId: "t 1" };
  const callSid = await followed.handOver(details, "billing");
  expect(invited(await followed.trace(callSid))).toEqual([
    { "X-Reason": "a refund", "X-Shared-Id": "t 1", "User-to-User": "C-42" },
  ]);

  // The internet between the desk and Twilio's domain.
  const internet = createServer(async ({ url, headers }, response) => {
    const key = String(headers["x-api-key"]);
    const { origin } = new URL(outputs.context?.url ?? "");
    const { status, body } = await served(company, origin + url, { headers: { "x-api-key": key } });
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  }).listen(0, "127.0.0.1");
  await once(internet, "listening");
  const { pathname } = new URL(outputs.context?.url ?? "");
  const desk = async (key: string) =>
    (
      await promisify(execFile)(process.execPath, ["desk.mjs", "t 1"], {
        cwd: company.root,
        env: {
          ...process.env,
          CONTEXT_URL: `http://127.0.0.1:${(internet.address() as AddressInfo).port}${pathname}`,
          DESK_KEY: key,
        },
      })
    ).stdout.trim();
  expect(await desk("local-deskKey")).toBe(
    "{ customer: 'C-42', destination: 'billing', reason: 'a refund' }",
  );
  expect(await desk("wrong")).toBe("This key is none of this project and environment.");
  internet.closeAllConnections();
  internet.close();
});

it("Flex: the task has what the guide's table says, and its own", async () => {
  followed = await follow("flex.md");
  const callSid = await followed.handOver({ reason: "notice", data: { order: 7 } }, "contracts");
  const [task] = (await followed.trace(callSid)).events.flatMap((event) =>
    event.kind === "enqueue" && event.queue.kind === "workflow" ? [event.queue] : [],
  );
  const table = [...read("flex.md").matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(task?.priority).toBe(5);
  expect(Object.keys(task?.attributes ?? {}).sort()).toEqual([...table, "team", "order"].sort());
  expect(task?.attributes).toMatchObject({ reason: "notice", order: "7", shared_id: callSid, caller });
});

it("every guide for agents is followed here", () => {
  followed = { close: async () => {} } as Followed;
  const guides = readdirSync(join(sampleRoot, "docs/agents"));
  const here = readFileSync(new URL(import.meta.url), "utf8");
  for (const guide of guides) expect(here, guide).toContain(`follow("agents/${guide}")`);
  expect(Object.keys(filesIn("agents/functions.md"))).toEqual(["agent.mjs"]);
});
