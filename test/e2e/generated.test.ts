import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { load } from "../../src/catalog/load.ts";
import { compile } from "../../src/plan/compile.ts";
import { readDisk } from "../../src/source/disk.ts";
import { type Company, openCompany } from "./company.ts";
import { call, deploy, everyCase, heardBy, simulatedFor } from "./played.ts";

const opened: Company[] = [];
afterAll(async () => {
  for (const company of opened) await company.close();
});

const ids = ["a", "b", "c", "d", "e", "f", "g"];

const target = (index: number) =>
  fc.constantFrom(
    `"+44207946010${index}"`,
    `{number: "+44207946011${index}", extension: "20${index}", pause: 1s}`,
    `{sip: {uri: "sip:desk${index}@pbx.example.com;transport=tls", headers: {X-Id: "\${destination}"}}}`,
    `{flex: {workflow: WW${String(index).repeat(32)}, attributes: {to: "\${destination}", vip: true}, maxWait: 45s}}`,
    `{queue: {name: "queue ${index}", maxWait: 30s}}`,
    `{client: desk_${index}}`,
    '{voicemail: {greeting: Please speak., notify: "https://desk.example.com/recordings"}}',
    "{message: We are closed today.}",
  );

const screening = fc.constantFrom(
  "",
  'screening: {whisper: "A call for ${destination}. Press 5 to take it.", accept: "5"}\n',
  'screening: {whisper: "Press 1.", accept: "1"}\n',
  "screening: {whisper: A call.}\n",
);

/** A destination falls back, and closes, to later ones only, so no chain is a circle. */
const destination = (index: number) =>
  fc
    .record({
      to: target(index),
      screening,
      callerId: fc.constantFrom("", "callerId: called\n", 'callerId: "+442079460000"\n'),
      hours: fc.constantFrom("", "", "office", "never"),
      fallback: fc.constantFrom("", "agent", ...ids.slice(index + 1)),
      closed: fc.constantFrom("agent", ...ids.slice(index + 1)),
    })
    .map(({ to, screening: asked, callerId, hours, fallback, closed }) => {
      const dials = !/flex|queue|voicemail|message/.test(to);
      return [
        `name: Desk ${index}\ndescription: The caller wants whatever desk number ${index} does.\n`,
        index === 0 ? "default: true\n" : "",
        `to: ${to}\n`,
        dials ? asked + callerId : "",
        hours === "" ? "" : `hours: ${hours}\nclosed: ${closed}\n`,
        fallback === "" ? "" : `fallback: ${fallback}\n`,
      ].join("");
    });

const company = fc.tuple(...ids.map((_, index) => destination(index))).map((texts) => ({
  ...Object.fromEntries(ids.map((id, index) => [`destinations/${id}.yaml`, texts[index] ?? ""])),
  "handoffs.yaml": 'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\n',
  "numbers/line.yaml": 'name: Line\nanswer: a\nonError: z\nenvironments: {live: {number: "+442079460000"}}\n',
  "destinations/z.yaml":
    'name: Reception\ndescription: The caller asks for anybody at all.\nto: "+442079460199"\n',
  "schedules/office.yaml": "timeZone: Europe/London\nopen: {mon-fri: 09:00-17:30}\n",
  "schedules/never.yaml": "timeZone: Europe/London\nopen: never\n",
}));

const monday = Date.parse("2026-11-23T10:00:00Z");
const sunday = Date.parse("2026-11-29T10:00:00Z");
/** The office closes while a call rings: after one leg that is refused, before one that nobody answers is over. */
const beforeClosing = Date.parse("2026-11-23T17:29:53Z");

/** Enough to meet every kind; a company takes a second to deploy. */
const companies = fc.sample(company, { seed: 20_261_123, numRuns: 4 });

describe("generated companies", { timeout: 120_000 }, () => {
  it.each(companies.map((files, index) => [index, files] as const))(
    "answer as simulated (%i)",
    async (index, files) => {
      const opening = await openCompany({ files });
      opened.push(opening);
      const { catalog, diagnostics } = load(readDisk(opening.root));
      if (!catalog) throw new Error(JSON.stringify(diagnostics, undefined, 2));
      const deployed = await deploy(opening, compile(catalog, "local", "2026-11-23"));
      const { plan } = deployed;
      let calls = 0;
      for (const id of [...ids, "line"])
        for (const at of [index % 2 === 0 ? monday : beforeClosing, sunday])
          for (const { simulation, ...options } of everyCase(plan, id, [], at)) {
            calls += 1;
            if (calls % 3 !== 0 && options.outcomes.length > 2) continue;
            const trace = await call(deployed, options);
            expect(heardBy(trace), JSON.stringify({ options, events: trace.events }, undefined, 1)).toEqual(
              simulatedFor(plan, simulation),
            );
          }
      expect(calls).toBeGreaterThan(20);
    },
  );
});
