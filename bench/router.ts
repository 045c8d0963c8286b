import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { load } from "../src/catalog/load.ts";
import { compile } from "../src/plan/compile.ts";
import type { Plan } from "../src/plan/plan.ts";
import { routerPlan } from "../src/router/plan.ts";
import type { Source } from "../src/source/source.ts";
import { untilExit } from "./process.ts";

const bundle = fileURLToPath(new URL("../router/router.cjs", import.meta.url));
const destinations = 1000;
const decisions = 5000;
const runs = 11;

/** Medians over processes of their own, and the size of the router's bundle. */
export interface RouterFigures {
  readonly destinations: number;
  /** Milliseconds from nothing to the first answer: the bundle and the plan are read and compiled. */
  readonly start: number;
  /** Milliseconds of a bare Node.js, whole process. */
  readonly bareNode: number;
  /** Milliseconds of a decision with its TwiML, once it has started. */
  readonly decision: number;
  readonly kilobytes: number;
  readonly planKilobytes: number;
}

/** The router's own bundle, asked as Twilio's runtime asks it. */
export async function measureRouter(): Promise<RouterFigures> {
  const folder = mkdtempSync(join(tmpdir(), "handoffs-router-"));
  const plan = join(folder, "plan.json");
  const { settings, routes, numbers } = routerPlan(manyDestinations());
  writeFileSync(plan, JSON.stringify({ ...settings, routes, numbers }));
  const figures: (readonly [start: number, decision: number, bareNode: number])[] = [];
  for (let run = 0; run < runs; run++) {
    const bare = await untilExit(process.execPath, ["-e", "0"], folder);
    const child = spawn(process.execPath, ["-e", script, bundle, plan], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [start, decision] = JSON.parse(await text(child.stdout)) as [number, number];
    figures.push([start, decision, bare]);
  }
  const median = (part: 0 | 1 | 2) =>
    figures.map((figure) => figure[part]).sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
  const kilobytes = (file: string) => statSync(file).size / 1000;
  const sizes = { kilobytes: kilobytes(bundle), planKilobytes: kilobytes(plan) };
  rmSync(folder, { recursive: true, force: true });
  return { destinations, start: median(0), decision: median(1), bareNode: median(2), ...sizes };
}

/** Prints both times. Every decision looks at hours, and every other one goes on to a fallback. */
const script = `
const [, bundle, plan] = process.argv;
class Response { appendHeader() {} setBody(body) { this.body = body; } }
globalThis.Twilio = { Response };
globalThis.Runtime = { getAssets: () => ({ "/plan.json": { open: () => require("node:fs").readFileSync(plan, "utf8") } }) };
const call = { CallSid: "CA" + "0".repeat(32), CallStatus: "in-progress", From: "+447700900123", To: "+442079460000" };
const ask = (handler, more) => {
  let answer;
  handler({}, { ...call, ...more }, (error, response) => { answer = response.body; });
  if (!answer.includes("<Dial")) throw new Error(answer);
};
const began = performance.now();
const { handler } = require(bundle);
ask(handler, { to: "desk-0" });
const started = performance.now();
for (let index = 0; index < ${decisions}; index++)
  ask(handler, index % 2 ? { to: "desk-" + (index % ${destinations}) } : { from: "desk-" + (index % ${destinations}), DialCallStatus: "busy" });
console.log(JSON.stringify([started - began, (performance.now() - started) / ${decisions}]));
`;

/** One desk with hours, a whisper and a fallback, a thousand times: Twilio serves no more documents in one build. */
function manyDestinations(): Plan {
  const { catalog, diagnostics } = load(small);
  if (!catalog) throw new Error(JSON.stringify(diagnostics));
  const plan = compile(catalog, "live", "2026-11-23");
  const { desk, night } = plan.destinations;
  if (!desk || !night) throw new Error("The project has no desk");
  const desks = Array.from({ length: destinations }, (_, index) => [
    `desk-${index}`,
    { ...desk, fallback: `desk-${(index + 1) % destinations}`, default: index === 0 },
  ]);
  return { ...plan, destinations: { ...Object.fromEntries(desks), night }, default: "desk-0" };
}

const small: Source = {
  diagnostics: [],
  files: [
    {
      kind: "project",
      id: "handoffs",
      file: "handoffs.yaml",
      text: 'project: bench\nenvironments:\n  live: {agent: {url: "https://agent.example.com/voice"}}\n',
    },
    {
      kind: "destination",
      id: "desk",
      file: "destinations/desk.yaml",
      text: 'name: Desk\ndescription: The caller asks for a desk.\ndefault: true\nto: "+442079460123"\nhours: office\nclosed: night\nfallback: night\nscreening: {whisper: A call., accept: "1"}\n',
    },
    {
      kind: "destination",
      id: "night",
      file: "destinations/night.yaml",
      text: 'name: Night\ndescription: The caller calls at night.\nto: "+442079460124"\n',
    },
    {
      kind: "schedule",
      id: "office",
      file: "schedules/office.yaml",
      text: "timeZone: Europe/London\nopen: {mon-fri: 09:00-12:30, sat: 10:00-14:00}\nholidays: GB-ENG\nexcept: {12-31: 09:00-12:00}\n",
    },
  ],
};
