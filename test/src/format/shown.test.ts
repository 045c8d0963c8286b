import { describe, expect, it } from "vitest";
import { shown } from "../../../src/format/shown.ts";
import { found } from "./found.ts";

const warning = found({ severity: "warning", line: 1 });
const error = found({ line: 2 });
const info = found({ severity: "info", line: 3 });
const later = found({ line: 4 });
const all = [warning, error, info, later];

describe("what is shown", () => {
  it("is everything unless the reader asks for less", () => {
    expect(shown(all, {})).toEqual({ diagnostics: all, omitted: 0 });
    expect(shown(all, { max: 4 })).toEqual({ diagnostics: all, omitted: 0 });
  });

  it("is the errors when quiet, with their number held back", () => {
    expect(shown(all, { quiet: true })).toEqual({ diagnostics: [error, later], omitted: 0 });
    expect(shown(all, { quiet: true, max: 1 })).toEqual({ diagnostics: [error], omitted: 1 });
  });

  it("gives no error up for a warning, and keeps the order", () => {
    expect(shown(all, { max: 3 })).toEqual({ diagnostics: [warning, error, later], omitted: 1 });
    expect(shown(all, { max: 2 })).toEqual({ diagnostics: [error, later], omitted: 2 });
  });
});
