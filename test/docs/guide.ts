import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallRequest } from "../../infra/local/twilio/call/call-request.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { load } from "../../src/catalog/load.ts";
import { json } from "../../src/manifest/json.ts";
import { manifestOf } from "../../src/manifest/manifest.ts";
import { compile } from "../../src/plan/compile.ts";
import { readDisk } from "../../src/source/disk.ts";
import { type Company, openCompany } from "../e2e/company.ts";
import { embeddedEngine } from "../e2e/engine.ts";
import { type Outputs, outputsOf } from "../e2e/served.ts";
import { sampleRoot } from "../src/project.ts";

/** The files that a guide shows: a line with the name, then the content. */
export function filesIn(guide: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(sampleRoot, "docs", guide), "utf8");
  const blocks = text.matchAll(/^`([^`\n]+)`:\n\n```\w*\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", content = ""]) => [name, content]));
}

/** What a guide takes for granted. */
const around: Readonly<Record<string, string>> = {
  "handoffs.yaml": `
project: acme-support
environments:
  live:
    agent: {url: "https://agent.example.com/voice"}
context: {keys: [{secret: deskKey}]}
`,
  "numbers/main-line.yaml": `
name: Main line
answer: agent
onError: reception
environments:
  live: {number: "+442079460000"}
`,
  "destinations/reception.yaml": `
name: Reception
description: The caller asks for a person.
default: true
to: "+442079460100"
`,
  "destinations/billing.yaml": `
name: Billing support
description: The caller wants to pay, question or dispute a bill.
to: "+442079460123"
fallback: reception
`,
};

/** A guide's project, deployed to an emulator of its own. */
export interface Followed {
  readonly company: Company;
  readonly outputs: Outputs;
  /** Starts a program of the guide as the agent, or runs it to its end. */
  start(program: string, env?: Readonly<Record<string, string>>): Promise<string>;
  call(request: CallRequest): Promise<CallTrace>;
  trace(callSid: string): Promise<CallTrace>;
  close(): Promise<void>;
}

export async function follow(guide: string): Promise<Followed> {
  const company = await openCompany({ files: { ...around, ...filesIn(guide) } });
  const run = await embeddedEngine(company).up();
  if (!run.succeeded) throw new Error(run.text);
  const outputs = await outputsOf(company);
  const { catalog } = load(readDisk(company.root));
  if (catalog === undefined) throw new Error(`The files of ${guide} have problems`);
  const plan = compile(catalog, "local", "2026-11-23");
  writeFileSync(join(company.root, "manifest.json"), json(manifestOf(plan, outputs.domain)).text);
  const { origin, endpoint, credentials } = company.emulator;
  const programs: ChildProcess[] = [];
  const ask = async (path: string, init?: RequestInit) =>
    (await (await fetch(`${origin}/emulator/${path}`, init)).json()) as CallTrace;
  return {
    company,
    outputs,
    async start(program, env = {}) {
      const port = await freePort();
      programs.push(
        spawn(process.execPath, [program], {
          cwd: company.root,
          stdio: ["ignore", "inherit", "inherit"],
          env: {
            ...process.env,
            TWILIO_ACCOUNT_SID: credentials.accountSid,
            TWILIO_API_KEY: credentials.apiKey,
            TWILIO_API_SECRET: credentials.apiSecret,
            TWILIO_ENDPOINT: endpoint,
            PORT: String(port),
            ...env,
          },
        }),
      );
      const address = `http://127.0.0.1:${port}`;
      while (!(await fetch(address, { method: "POST", body: "{}" }).catch(() => undefined))) await sleep(20);
      await fetch(`${origin}/emulator/stand-ins`, {
        method: "POST",
        body: JSON.stringify({ "agent.example.com": address }),
      });
      return address;
    },
    call: (request) => ask("calls", { method: "POST", body: JSON.stringify(request) }),
    trace: (callSid) => ask(`calls/${callSid}`),
    async close() {
      for (const program of programs) program.kill();
      await company.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
