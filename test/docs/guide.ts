import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { load } from "../../src/catalog/load.ts";
import { json } from "../../src/manifest/json.ts";
import { manifestOf } from "../../src/manifest/manifest.ts";
import { compile } from "../../src/plan/compile.ts";
import { readDisk } from "../../src/source/disk.ts";
import { type Agency, openAgency } from "../e2e/agency.ts";
import { sampleRoot } from "../src/project.ts";

/** The files that a guide shows: a line with the name, then the content. */
export function filesIn(guide: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(sampleRoot, "docs", guide), "utf8");
  const blocks = text.matchAll(/^`([^`\n]+)`:\n\n```\w*\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", content = ""]) => [name, content]));
}

/** What a guide takes for granted. */
const billing = `
name: Billing support
description: The caller wants to pay, question or dispute a bill.
to: "+442079460123"
fallback: reception
`;

/** A guide's project, deployed to an emulator of its own. */
export interface Followed extends Agency {
  /** Starts a program of the guide, which answers for the agent from then on. Gives its address. */
  start(program: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

export async function follow(guide: string): Promise<Followed> {
  const agency = await openAgency({ "destinations/billing.yaml": billing, ...filesIn(guide) });
  const { root, emulator } = agency.company;
  const { catalog } = load(readDisk(root));
  if (catalog === undefined) throw new Error(`The files of ${guide} have problems`);
  const plan = compile(catalog, "local", "2026-11-23");
  writeFileSync(join(root, "manifest.json"), json(manifestOf(plan, agency.outputs.domain)).text);
  const programs: ChildProcess[] = [];
  return {
    ...agency,
    async start(program, env = {}) {
      const { accountSid, apiKey, apiSecret } = emulator.credentials;
      const port = await freePort();
      programs.push(
        spawn(process.execPath, [program], {
          cwd: root,
          stdio: ["ignore", "inherit", "inherit"],
          env: {
            ...process.env,
            TWILIO_ACCOUNT_SID: accountSid,
            TWILIO_API_KEY: apiKey,
            TWILIO_API_SECRET: apiSecret,
            TWILIO_ENDPOINT: emulator.endpoint,
            PORT: String(port),
            ...env,
          },
        }),
      );
      const address = `http://127.0.0.1:${port}`;
      while (!(await fetch(address, { method: "POST", body: "{}" }).catch(() => undefined))) await sleep(20);
      await fetch(`${emulator.origin}/emulator/stand-ins`, {
        method: "POST",
        body: JSON.stringify({ "agent.example.com": address }),
      });
      return address;
    },
    async close() {
      for (const program of programs) program.kill();
      await agency.close();
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
