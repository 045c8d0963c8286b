import { describe, expect, it } from "vitest";
import { handoffs, projectFolder } from "./command.ts";

describe("handoffs graph", () => {
  it("draws an environment in Mermaid, with numbers masked", () => {
    const { status, stdout, stderr } = handoffs(["graph", "--env", "sandbox"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain('(["Main UK line<br/>+44••••••••00"])');
    expect(stdout).not.toMatch(/\d{5}/);
  });

  it("shows numbers to who asks for them", () => {
    const { stdout } = handoffs(["graph", "--env", "sandbox", "--show-numbers", "--format", "dot"]);
    expect(stdout).toContain("+442079460700");
  });

  it("draws a picture with the library that the bundle leaves out", () => {
    const { status, stdout, stderr } = handoffs(["graph", "--format", "svg", "--focus", "sales"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^<\?xml.*<svg .*>Sales on the road<.*<\/svg>\n$/s);
  });

  it("finds a destination by a former id, and a number by its id", () => {
    expect(handoffs(["graph", "--focus", "helpdesk"]).stdout).toContain("Technical support");
    expect(handoffs(["graph", "--focus", "recall-line"]).stdout).toContain("Product recall hotline");
  });

  it("says what there is instead of what it does not find", () => {
    const { status, stderr } = handoffs(["graph", "--focus", "biling"]);
    expect(status).toBe(2);
    expect(stderr).toContain('"biling" is neither a destination nor a number of local. There are billing,');
    expect(stderr).toMatch(/Did you mean "?billing/);
  });

  it("says when Mermaid will not draw it", () => {
    const many = Object.fromEntries(
      Array.from({ length: 260 }, (_, i) => [
        `destinations/desk-${i}.yaml`,
        `name: Desk ${i}\ndescription: The caller asks for desk number ${i} by its number.\nto: "+44207946${String(1000 + i)}"\nfallback: billing\n`,
      ]),
    );
    const { status, stderr } = handoffs(["graph", "--dir", projectFolder(many)]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/Mermaid draws at most 500 arrows, and there are \d+: choose a part with --focus/);
  });
});
