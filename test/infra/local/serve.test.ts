import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, expect, it } from "vitest";
import type { CallTrace } from "../../../infra/local/twilio/call/trace.ts";
import { type Company, openCompany } from "../../e2e/company.ts";
import { sampleRoot } from "../../src/project.ts";

let company: Company | undefined;
let agent: Server | undefined;
let serving: ChildProcessByStdio<null, Readable, Readable> | undefined;
afterEach(async () => {
  serving?.kill();
  agent?.close();
  await company?.close();
});

const serve = (root: string, ...options: readonly string[]) =>
  spawn(
    process.execPath,
    [join(sampleRoot, "dist/cli/index.js"), "local", "serve", "--dir", root, "--port", "0", ...options],
    { stdio: ["ignore", "pipe", "pipe"] },
  );

it("lets a program on this machine answer for the agent", async () => {
  company = await openCompany();
  const asked: string[] = [];
  agent = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.headers.host}${request.url} ${await text(request)}`);
    response.setHeader("Content-Type", "text/xml").end("<Response><Say>Here is the agent</Say></Response>");
  }).listen(0, "127.0.0.1");
  await once(agent, "listening");
  const { port } = agent.address() as AddressInfo;
  serving = serve(company.root, "--agent", `http://127.0.0.1:${port}`);
  const [said] = (await once(serving.stdout, "data")) as [Buffer];
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said.toString())?.[0] ?? "";
  const reply = await fetch(`${origin}/emulator/calls`, {
    method: "POST",
    body: JSON.stringify({ url: "https://agent.example.com/voice", method: "POST" }),
  });
  expect(((await reply.json()) as CallTrace).end).toEqual({ kind: "message", text: "Here is the agent" });
  expect(asked).toEqual([
    expect.stringMatching(/^POST agent\.example\.com\/voice AccountSid=AC.*CallSid=CA/),
  ]);
});

it("says where an environment has no agent, and what no origin is", async () => {
  const files = {
    "handoffs.yaml": "project: acme\nenvironments: {live: {}}\n",
    "destinations/desk.yaml":
      'name: Desk\ndescription: The caller wants a person, whatever it is about.\ndefault: true\nto: "+442079460100"\n',
  };
  company = await openCompany({ files });
  const complaint = async (origin: string) => {
    serving = serve(company?.root ?? "", "--agent", origin);
    const [said, [status]] = await Promise.all([text(serving.stderr), once(serving, "close")]);
    return [status, said];
  };
  expect(await complaint("http://127.0.0.1:3000")).toEqual([2, expect.stringContaining("has no agent")]);
  expect(await complaint("https://agent.example.com")).toEqual([
    2,
    expect.stringContaining("on this machine"),
  ]);
});
