import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sampleRoot } from "../project.ts";
import { handoffs, projectFolder } from "./command.ts";
import { expectShape } from "./shape.ts";

const billing = (to: string) =>
  `name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\nto: ${to}\n`;

describe("handoffs validate", () => {
  it("is content with the sample company", () => {
    expect(handoffs(["validate"])).toEqual({ status: 0, stdout: "13 files, no problems.\n", stderr: "" });
  });

  it("shows each problem with its line", async () => {
    const root = projectFolder({
      "destinations/billing.yaml": billing("+442079460123"),
      "destinations/sales.yaml": "name: Sales\ndescription: Buying.\nto: {numbr: x}\nfalback: agent\n",
      "numbers/main-line.yaml":
        'name: Main line\nanswer: robot\nonError: billing\nenvironments:\n  live: {number: "+442079460000"}\n',
    });
    const { status, stdout, stderr } = handoffs(["validate", "--dir", root]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    await expect(stdout).toMatchFileSnapshot("golden/validate.txt");
  });

  it("prints JSON of the documented shape", () => {
    const root = projectFolder({ "destinations/billing.yaml": billing("+442079460123") });
    const { status, stdout } = handoffs(["validate", "--format", "json", "--dir", root]);
    expect(status).toBe(1);
    expect(expectShape("validate", stdout)).toMatchObject({
      diagnostics: [
        {
          code: "unquoted-text",
          file: "destinations/billing.yaml",
          line: 4,
          column: 5,
          path: ["to"],
          suggestions: ['"+442079460123"'],
        },
      ],
      summary: { files: 4, errors: 1, warnings: 0 },
    });
  });

  it("reports what it cannot read", () => {
    const root = projectFolder({
      "destinations/latin.yaml": Uint8Array.from([0x6e, 0xe9, 0x0a]),
      "destinations/desk.yml": "name: x\n",
    });
    mkdirSync(join(root, "destinations", "folder.yaml"));
    const { diagnostics } = JSON.parse(handoffs(["validate", "--format", "json", "--dir", root]).stdout);
    expect(diagnostics.map(({ file, code }: { file: string; code: string }) => `${file} ${code}`)).toEqual([
      "destinations/desk.yml file-unreadable",
      "destinations/folder.yaml file-unreadable",
      "destinations/latin.yaml file-unreadable",
    ]);
  });

  it("finds the project from a folder inside it", () => {
    expect(handoffs(["validate"], join(sampleRoot, "destinations")).status).toBe(0);
  });
});

describe("handoffs plan", () => {
  it("prints JSON of the documented shape", () => {
    const { status, stdout } = handoffs(["plan", "--env", "live", "--json"]);
    expect(status).toBe(0);
    expect(expectShape("plan", stdout)).toMatchObject({
      environment: "live",
      destinations: { billing: { to: { kind: "number", number: "+442079460123" } } },
      numbers: { "main-line": { answer: "agent" } },
    });
  });

  it("gives each environment its own numbers and targets", () => {
    const plan = (environment: string) =>
      JSON.parse(handoffs(["plan", "--env", environment, "--json"]).stdout);
    expect(plan("sandbox").destinations.sales.to).toEqual({ kind: "number", number: "+442079460800" });
    expect(plan("sandbox").destinations["technical-support"].to).toEqual({
      kind: "number",
      number: "+442079460830",
    });
    expect(Object.keys(plan("sandbox").numbers)).toEqual(["main-line", "recall-line", "sales-line"]);
    expect(plan("local").destinations).toEqual(plan("live").destinations);
  });

  it("prints the same digest for the same files", () => {
    const digest = () => JSON.parse(handoffs(["plan", "--env", "live", "--json"]).stdout).digest;
    expect(digest()).toBe(digest());
  });

  it("is not made of files with problems", () => {
    const root = projectFolder({ "destinations/billing.yaml": billing("front desk") });
    const { status, stdout, stderr } = handoffs(["plan", "--dir", root]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("phone-number-form");
  });
});

describe("handoffs simulate", () => {
  it("prints JSON of the documented shape", () => {
    const { stdout } = handoffs([
      "simulate",
      "sales",
      "--env",
      "live",
      "--outcomes",
      "busy,no-answer",
      "--at",
      "2026-12-24T13:30:00Z",
      "--json",
    ]);
    expect(expectShape("simulate", stdout)).toMatchObject({
      target: "sales",
      at: "2026-12-24T13:30:00.000Z",
      steps: [{ outcome: "busy" }, { outcome: "no-answer" }, { outcome: "recorded" }, {}],
      end: { kind: "voicemail", destination: "messages" },
    });
  });

  it("tells the story of a call", async () => {
    const { stdout } = handoffs([
      "simulate",
      "main-line",
      "--agent",
      "sales,billing",
      "--outcomes",
      "declined,busy,silent,no-answer",
    ]);
    await expect(stdout).toMatchFileSnapshot("golden/simulate.txt");
  });
});

describe("wrong usage", () => {
  it("says when the project's own file has another ending", () => {
    const root = projectFolder({ "handoffs.yaml": undefined, "handoffs.yml": "project: acme\n" });
    const { status, stderr } = handoffs(["validate", "--dir", root]);
    expect(status).toBe(2);
    expect(stderr).toContain("marked by handoffs.yaml, and there is handoffs.yml");
  });

  it.each([
    [["valdate"], /Did you mean validate/],
    [["validate", "--format", "xml"], /human, json/],
    [["plan", "--env", "liv"], /Did you mean "live"\?/],
    [["simulate"], /Name a destination or a number/],
    [["simulate", "billing", "--outcomes", "bussy"], /Did you mean "busy"\?/],
    [["simulate", "billing", "--at", "noon"], /is no time: expected/],
    [["simulate", "nobody"], /neither a destination nor a number/],
    [["validate", "--dir", "/nowhere"], /no handoffs\.yaml/],
  ])("%j exits with 2 and prints nothing on stdout", (args, message) => {
    const { status, stdout, stderr } = handoffs(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
