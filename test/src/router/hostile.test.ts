import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import type { Element } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSipUri } from "../../../infra/local/twilio/call/sip-uri.ts";
import { deployable } from "../../../src/plan/documents.ts";
import { routerPlan } from "../../../src/router/plan.ts";
import { loadFiles, planOf, sampleRoot } from "../project.ts";
import { wellFormed } from "../twiml/well-formed.ts";

const bundle = readFileSync(join(sampleRoot, "dist", "router", "router.cjs"), "utf8");

/** What would end an element, an attribute, a header or a document, and what others take for a command. */
const pieces = [
  "</Say><Dial>+442079460999</Dial><Say>",
  '"/><Redirect>https://evil.example.com</Redirect>',
  "' onclick='x",
  "]]>",
  "<![CDATA[",
  "<!-- ",
  "<?xml version='1.0'?>",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>",
  "&amp;&lt;&#0;&#x0a;&a;",
  "\r\nX-Evil: 1",
  "%0d%0aX-Evil:%201",
  "?X-Evil=1&X-Other=2",
  ";transport=udp",
  "\u0000\u0007\u001b[31m",
  "\ud800",
  "\udfff\ud800",
  "\ufffd",
  "\u2028\u2029\u0085\ufeff\ufffe\uffff",
  "\u202e\u200b",
  "${caller}",
  "${reason}${__proto__}${constructor}",
  "$&$1$`",
  '{"a": "b"}\\',
  "../../x",
  "😀é",
];
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ maxLength: 12 }),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(""));

/** Texts of a company, one for each place where a person writes what they like. */
const texts = fc.record({
  name: hostile,
  greeting: hostile,
  message: hostile,
  whisper: hostile,
  header: hostile,
  attribute: hostile,
  queue: hostile,
  lastResort: hostile,
  hold: hostile,
});
type Texts = typeof texts extends fc.Arbitrary<infer T> ? T : never;

const plain: Texts = {
  name: "Desk",
  greeting: "Hello",
  message: "Goodbye",
  whisper: "A call",
  header: "value",
  attribute: "value",
  queue: "queue",
  lastResort: "Sorry",
  hold: "Please wait",
};

/** JSON is YAML, so that no text is lost on the way to the schemas. */
const filesOf = (text: Texts): Readonly<Record<string, string | undefined>> => {
  const destination = (id: string, rest: object) => [
    `destinations/${id}.yaml`,
    JSON.stringify({
      name: `${text.name} ${id}`,
      description: `The caller wants ${id}, or what is beside it.`,
      ...rest,
    }),
  ];
  return {
    "handoffs.yaml": JSON.stringify({
      project: "acme",
      environments: { live: { agent: { url: "https://agent.example.com/voice" } } },
      defaults: { hold: text.hold },
      lastResort: { message: text.lastResort },
    }),
    "numbers/main-line.yaml":
      '{name: Line, answer: agent, onError: desk, environments: {live: {number: "+442079460000"}}}',
    "destinations/billing.yaml": undefined,
    "destinations/sales.yaml": undefined,
    ...Object.fromEntries([
      destination("desk", {
        default: true,
        to: "+442079460123",
        screening: { whisper: `${text.whisper} \${caller}`, accept: "1" },
      }),
      destination("trunk", {
        to: {
          sip: {
            uri: "sip:desk@pbx.example.com",
            headers: { "X-Text": text.header, "X-Caller": "${caller}" },
          },
        },
      }),
      destination("flex", {
        to: {
          flex: {
            workflow: `WW${"0".repeat(32)}`,
            attributes: { text: text.attribute, caller: "${caller}" },
          },
        },
      }),
      destination("queue", { to: { queue: { name: text.queue, maxWait: "30s" } } }),
      destination("box", { to: { voicemail: { greeting: text.greeting } } }),
      destination("note", { to: { message: text.message } }),
    ]),
  };
};

/** Those texts that the schemas let pass; a plain one in place of each other. */
function accepted(given: Texts): { readonly texts: Texts; readonly passed: number } {
  const isGood = (texts: Texts) => loadFiles(filesOf(texts)).catalog !== undefined;
  const keys = Object.keys(plain) as (keyof Texts)[];
  const good = isGood(given) ? keys : keys.filter((key) => isGood({ ...plain, [key]: given[key] }));
  return {
    texts: { ...plain, ...Object.fromEntries(good.map((key) => [key, given[key]])) },
    passed: good.length,
  };
}

type Parameters = Readonly<Record<string, string>>;

/** A router with a plan, which it reads once, as a warm Function. */
function routerOf(texts: Texts): (parameters: Parameters) => string {
  const { settings, routes, numbers } = routerPlan(planOf(filesOf(texts)));
  const asset = JSON.stringify({ ...settings, routes, numbers });
  const module: { exports: { handler?: (...given: readonly unknown[]) => void } } = { exports: {} };
  let answered = "";
  class Response {
    setBody(body: string) {
      answered = body;
    }
    appendHeader() {}
  }
  const Runtime = { getAssets: () => ({ "/plan.json": { open: () => asset } }) };
  compileFunction(bundle, ["module", "exports", "Twilio", "Runtime"])(
    module,
    module.exports,
    { Response },
    Runtime,
  );
  return (parameters) => {
    answered = "";
    module.exports.handler?.({}, { request: { headers: {}, cookies: {} }, ...parameters }, () => {});
    return answered;
  };
}

const elementsIn = (element: Element): readonly Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1);

/** Elements and the names of their attributes, without any text. `callerId` depends on who calls. */
const shapeOf = (element: Element): string => {
  const names = [...element.attributes].map(({ name }) => name).filter((name) => name !== "callerId");
  return `${element.nodeName}(${names.join()})[${elementsIn(element).map(shapeOf).join(" ")}]`;
};

/** How often a caller who waits hears a text depends on its length. */
const waitOf = (shape: string): string =>
  shape.replace(/(?:(?:Say\(language\)|Pause\(length\))\[\] )+(?=Leave)/, "");

/** Fails the test where a text has become more than a text. */
function expectHarmless(element: Element): void {
  const { nodeName, textContent } = element;
  for (const { name, value } of element.attributes) {
    if (name === "callerId") expect(value).toMatch(/^\+\d+$/);
    if (name === "action" || name === "url" || name === "waitUrl")
      expect(value).toMatch(
        /^\/(router\?(from|accept|whisper)=[a-z0-9-]+(&tried=[a-z0-9,-]+)?(&chosen=[a-z0-9-]+)?(&caller=hidden)?|(whisper|wait)\/[a-z-]+\.xml|ended\.xml)$/,
      );
  }
  if (nodeName === "Redirect")
    expect(textContent).toMatch(
      /^(https:\/\/agent\.example\.com\/voice\?tried=[a-z0-9,-]*&outcome=[a-z-]+|\/[a-z0-9/?=&,.-]+)$/,
    );
  if (nodeName === "Number") expect(textContent).toMatch(/^\+\d+$/);
  if (nodeName === "Sip") {
    const address = parseSipUri(textContent ?? "");
    if (!("headers" in address)) throw new Error(address.message);
    expect(address.uri).toBe("sip:desk@pbx.example.com");
    expect(address.headers.map(([name]) => name)).toEqual(["X-Text", "X-Caller"]);
    for (const [, value] of address.headers) expect(value).not.toMatch(/\p{Cc}/u);
  }
  if (nodeName === "Task") expect(Object.keys(JSON.parse(textContent ?? ""))).toEqual(["text", "caller"]);
  elementsIn(element).forEach(expectHarmless);
}

const requests: readonly Parameters[] = [
  ...["desk", "trunk", "flex", "queue", "box", "note", "gone"].map((to) => ({ to })),
  { whisper: "desk" },
  { accept: "desk", Digits: "1" },
  { from: "desk", DialCallStatus: "busy" },
  { from: "trunk", DialCallStatus: "completed", DialBridged: "false" },
  { from: "flex", QueueResult: "leave" },
  { from: "box", outcome: "silent" },
];
const quiet = {
  CallSid: `CA${"0".repeat(32)}`,
  CallStatus: "in-progress",
  From: "+447700900123",
  To: "+442079460000",
};

describe("text from anywhere", () => {
  it("never becomes a verb, an attribute or a header: 10,000 documents", () => {
    const expected = requests.map((request) =>
      shapeOf(wellFormed(routerOf(plain)({ ...quiet, ...request }))),
    );
    const bins = (texts: Texts) => Object.entries(deployable(planOf(filesOf(texts))).bins);
    const expectedBins = bins(plain).map(([, document]) => waitOf(shapeOf(wellFormed(document))));
    let documents = 0;
    let passed = 0;
    fc.assert(
      fc.property(texts, fc.array(hostile, { minLength: 180, maxLength: 180 }), (given, values) => {
        const { texts, passed: good } = accepted(given);
        passed += good;
        const ask = routerOf(texts);
        const written = bins(texts).map(([, document]) => wellFormed(document));
        expect(written.map((root) => waitOf(shapeOf(root)))).toEqual(expectedBins);
        written.forEach(expectHarmless);
        documents += written.length;
        for (let index = 0; index + 2 < values.length; index += 3) {
          const [From = "", To = "", other = ""] = values.slice(index);
          const which = (index / 3) % requests.length;
          const asked = {
            ...quiet,
            From,
            To,
            tried: other,
            chosen: other,
            reason: other,
            CallerName: other,
            ...requests[which],
          };
          const root = wellFormed(ask(asked));
          expect(shapeOf(root), JSON.stringify(asked)).toBe(expected[which]);
          expectHarmless(root);
          documents += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect(documents).toBeGreaterThan(10_000);
    // Most pass the schemas: what they refuse is control characters and what is too long.
    expect(passed).toBeGreaterThan(150);
  });

  it("in the place of an id, a status or a list of the query leads to the default or to a decision of the plan", () => {
    const ask = routerOf(plain);
    const known = new Set(requests.map((request) => shapeOf(wellFormed(ask({ ...quiet, ...request })))));
    known.add(shapeOf(wellFormed(ask({ ...quiet, CallStatus: "completed" }))));
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            "to",
            "from",
            "tried",
            "chosen",
            "whisper",
            "accept",
            "Digits",
            "CallSid",
            "CallStatus",
            "DialCallStatus",
            "DialBridged",
            "QueueResult",
            "ReferCallStatus",
            "outcome",
            "RecordingUrl",
          ),
          hostile,
        ),
        (parameters) => {
          const root = wellFormed(ask({ ...quiet, ...parameters }));
          expect([...known, "Response()[]"]).toContain(shapeOf(root));
          expectHarmless(root);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
