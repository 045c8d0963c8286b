import { expect, it } from "vitest";
import { loopOf } from "../../../../../infra/local/twilio/call/loop.ts";
import type { CallHappening } from "../../../../../infra/local/twilio/call/trace.ts";
import type { VerbContext } from "../../../../../infra/local/twilio/call/verb.ts";

it.each([
  [undefined, 1, 0],
  ["3", 3, 0],
  ["-1", 1, 1],
  ["1001", 1, 1],
])("loop=%s is %i times, with %i warnings", (loop, times, warned) => {
  const warnings: CallHappening[] = [];
  const call = { emit: (happening: CallHappening) => void warnings.push(happening) } as VerbContext;
  const attributes: Record<string, string> = loop === undefined ? {} : { loop };
  expect(loopOf({ name: "Say", attributes, children: [], text: "", content: "" }, call)).toBe(times);
  expect(warnings).toHaveLength(warned);
});
