import { expect, it } from "vitest";
import { passedOn } from "../../../../../infra/local/twilio/call/sip-headers.ts";
import type { CallHappening } from "../../../../../infra/local/twilio/call/trace.ts";

const pass = (headers: readonly (readonly [string, string])[]) => {
  const warnings: CallHappening[] = [];
  const passed = passedOn(headers, { emit: (happening) => void warnings.push(happening) });
  return { passed, warnings };
};

it("are those that Twilio names, and X-…", () => {
  const headers = {
    "X-Reason": "billing",
    "x-account": "42",
    "User-to-User": "00",
    "Remote-Party-ID": "a",
    "P-Preferred-Identity": "b",
    "P-Called-Party-ID": "c",
  };
  expect(pass(Object.entries(headers))).toEqual({ passed: { kind: "headers", headers }, warnings: [] });
});

it.each(["Subject", "X-", "", "X-Na me", "X-Name:", "Via"])("do not hold %j: 13252", (name) => {
  expect(pass([[name, "value"]]).passed).toMatchObject({ kind: "refused", code: 13252 });
});

it.each([
  ["X-Twilio-CallSid", "value", 32113],
  ["x-twiliofoo", "value", 32113],
  ["X-Reason", "billing\r\nX-Admin: yes", 32112],
])("leave out %s: %j with a warning", (name, value, code) => {
  const { passed, warnings } = pass([
    [name, value],
    ["X-Other", "stays"],
  ]);
  expect(passed).toEqual({ kind: "headers", headers: { "X-Other": "stays" } });
  expect(warnings).toMatchObject([{ kind: "warning", code }]);
});
