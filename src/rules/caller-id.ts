import { compileTarget, legOf } from "../target/index.ts";
import { at, type Rule } from "./rule.ts";
import { own } from "./within.ts";

/** A caller ID where no call is dialled shows nowhere. */
export const callerId: Rule = function* (catalog) {
  for (const { entry, value, path } of own(catalog)) {
    if (value.callerId === undefined || value.to === undefined || legOf(compileTarget(value.to)) === "dial")
      continue;
    yield at(entry, [...path, "callerId"], {
      code: "caller-id-unused",
      severity: "warning",
      part: "key",
      message: "Nothing is dialled here, so no caller ID is shown. Remove `callerId`.",
    });
  }
};
