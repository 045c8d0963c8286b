import fc from "fast-check";
import { expect, it } from "vitest";
import type { HandoffContext } from "../../../src/context/context.ts";
import { filled } from "../../../src/router/filled.ts";
import { valuesOf } from "../../../src/router/values.ts";
import { verbsFor } from "../../../src/target/index.ts";
import type { SipTarget } from "../../../src/target/sip.ts";
import { tame } from "../../../src/target/variables.ts";

const uri = "sip:desk@pbx.example.com";
const parameters = { From: "+442079460999", To: "+442079460000", CallSid: "CA1" };
const attempt = {
  action: undefined,
  callerId: undefined,
  ring: { timeout: 25 },
  speech: { language: "en-GB" },
  whisperUrl: undefined,
  waitUrl: "/wait.xml",
  recording: "none",
  secrets: {},
} as const;

/** The headers of the address that is dialled, once encoded, and decoded. */
function dialled(headers: SipTarget["headers"], said: Partial<HandoffContext>) {
  const desk: SipTarget = { kind: "sip", method: "invite", uri, headers };
  const context = {
    id: "CA1",
    shared_id: "CA1",
    destination: "desk",
    reason: "",
    utterance: "",
    headers: {},
    data: {},
    ...said,
  };
  const to = filled(desk, valuesOf(parameters, "desk", context), context);
  const [dial] = verbsFor(to, attempt);
  const [sip] = dial?.children ?? [];
  const [address = ""] = typeof sip === "object" ? sip.children : [];
  const [bare, query = ""] = String(address).split("?");
  expect(bare).toBe(uri);
  const pairs = query.split("&").map((pair) => pair.split("=").map(decodeURIComponent));
  return { query, headers: Object.fromEntries(pairs) as Readonly<Record<string, string>> };
}

it.each([
  ["900 letters and spaces", "I was charged twice. ".repeat(43), 600],
  ["300 Japanese characters", "約".repeat(300), 100],
])("cuts %s to what a SIP address holds", (_what, utterance, least) => {
  const { query, headers } = dialled({ "X-Said": "${utterance}", "X-Team": "billing" }, { utterance });
  expect(query.length).toBeLessThan(1024);
  expect(headers["X-Team"]).toBe("billing");
  expect(utterance.startsWith(headers["X-Said"] ?? "?")).toBe(true);
  expect(headers["X-Said"]?.length).toBeGreaterThan(least);
});

it("keeps the agent's headers and the file's ids, and cuts what was said", () => {
  const utterance = "約".repeat(1000);
  const order = { "X-Order": "${data.order}", "X-Caller": "${caller}", "X-Call": "${call_sid}" };
  const { headers } = dialled(
    { "X-Said": "${utterance}", ...order },
    {
      utterance,
      data: { order: "4711-0815" },
      headers: { "User-to-User": "7".repeat(500), "X-Long": "x".repeat(900) },
    },
  );
  expect(headers).toMatchObject({
    "X-Order": "4711-0815",
    "X-Caller": "+442079460999",
    "X-Call": "CA1",
    "User-to-User": "7".repeat(500),
  });
  expect(headers).not.toHaveProperty("X-Long");
  expect(headers["X-Said"]).toMatch(/^約{10,}$/);
});

it("writes an address that Twilio takes of whatever is handed over, with the beginning of each value", () => {
  const piece = fc.oneof(
    fc.constantFrom(" ", "a", "é", "約", "😀", "\ud83d", "\r\n", "%", "&", "?"),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const text = fc
    .tuple(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 1, max: 400 }))
    .map(([pieces, times]) => pieces.join("").repeat(times).slice(0, 3000));
  const name = fc.oneof(fc.constantFrom("x-said", "X-Team"), fc.stringMatching(/^X-[A-Za-z0-9]{1,60}$/));
  const written = {
    "X-Said": "${utterance}",
    "X-Reason": "${reason}",
    "X-Order": "${data.order}",
    "X-Caller": "${caller}",
    "X-Team": "billing & más",
  };
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.dictionary(name, text, { maxKeys: 6 }),
      (reason, utterance, order, given) => {
        const { query, headers } = dialled(written, { reason, utterance, data: { order }, headers: given });
        expect(query.length).toBeLessThan(1024);
        const whole: Readonly<Record<string, string>> = {
          "X-Said": tame(utterance),
          "X-Reason": tame(reason),
          "X-Order": tame(order),
        };
        for (const [name, value] of Object.entries(headers)) {
          if (Object.hasOwn(given, name) && tame(given[name] ?? "") === value) continue;
          if (name === "X-Caller") expect(value).toBe("+442079460999");
          else if (name === "X-Team") expect(value).toBe("billing & más");
          else expect(whole[name]?.startsWith(value), `${name}: ${value}`).toBe(true);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
