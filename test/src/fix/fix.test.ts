import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { destination } from "../../../schema/destination.ts";
import { check } from "../../../src/check/check.ts";
import { fix } from "../../../src/fix/fix.ts";
import { parse } from "../../../src/parse/parse.ts";
import { goodFiles, loadFiles, sourceOf } from "../project.ts";

const file = "destinations/billing.yaml";
const head = "name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\n";
const project = goodFiles["handoffs.yaml"] ?? "";

/** The file after mending, or undefined when it is left alone. */
function mended(text: string, countries = ""): string | undefined {
  const fixed = fix(sourceOf({ [file]: text, "handoffs.yaml": `${project}${countries}` }));
  return fixed.find((each) => each.file === file)?.after;
}

const gb = "policy: {countries: [GB]}\n";

describe("what is mended", () => {
  it.each([
    ["an unquoted number", "to: +442079460123\n", 'to: "+442079460123"\n'],
    [
      "an unquoted extension",
      'to: {number: "+442079460123", extension: 0204} # desk\n',
      'to: {number: "+442079460123", extension: "0204"} # desk\n',
    ],
    ["a number with spaces", "to: +44 20 7946 0123\n", 'to: "+442079460123"\n'],
    ["a number in single quotes", "to: '+44 (0)20 7946 0123'\n", 'to: "+442079460123"\n'],
    ["a number dialled as 00", 'to: "0044 20 7946 0123"\n', 'to: "+442079460123"\n'],
    [
      "a duration without unit",
      'to: "+442079460123"\nring: {timeout: 30}\n',
      'to: "+442079460123"\nring: {timeout: 30s}\n',
    ],
    [
      "a duration without unit, in quotes",
      "to: \"+442079460123\"\nring: {timeout: '30'}\n",
      "to: \"+442079460123\"\nring: {timeout: '30s'}\n",
    ],
    [
      "a misspelt key",
      'to: "+442079460123"\nfalback:   agent # nobody there\n',
      'to: "+442079460123"\nfallback:   agent # nobody there\n',
    ],
    [
      "a misspelt key whose value is wrong too",
      "to: {numbr: +442079460123}\n",
      'to: {number: "+442079460123"}\n',
    ],
    [
      "a misspelt key deep inside",
      'to: "+442079460123"\nenvironments: {local: {callerID: called}}\n',
      'to: "+442079460123"\nenvironments: {local: {callerId: called}}\n',
    ],
    [
      "a word in another case",
      'to: {sip: {uri: "sip:a@example.com", transport: TLS}}\n',
      'to: {sip: {uri: "sip:a@example.com", transport: tls}}\n',
    ],
    [
      "tabs",
      'to:\n\tnumber: "+442079460123"\n\textension: "204"\n',
      'to:\n  number: "+442079460123"\n  extension: "204"\n',
    ],
    ["tabs that hide another mistake", "to:\n\tnumber: +442079460123\n", 'to:\n  number: "+442079460123"\n'],
  ])("%s", (_, wrong, right) => {
    expect(mended(head + wrong)).toBe(head + right);
    expect(loadFiles({ [file]: head + right }).catalog).toBeDefined();
  });

  it("a national number, where calls go to one country only", () => {
    const text = `${head}to: 020 7946 0123\n`;
    expect(mended(text, gb)).toBe(`${head}to: "+442079460123"\n`);
    expect(mended(text)).toBeUndefined();
    expect(mended(text, "policy: {countries: [GB, IE]}\n")).toBeUndefined();
  });

  it("days and hours of a schedule", () => {
    const [fixed] = fix(
      sourceOf({ "schedules/office.yaml": "timeZone: Europe/London\nopen:\n  Monday-Friday: 9:00-17:30\n" }),
    );
    expect(fixed?.after).toBe("timeZone: Europe/London\nopen:\n  mon-fri: 09:00-17:30\n");
  });

  it("the country of the policy, and by it a national number", () => {
    const fixed = fix(
      sourceOf({
        "handoffs.yaml": `${project}policy: {countries: [gb]}\n`,
        [file]: `${head}to: 020 7946 0123\n`,
      }),
    );
    expect(fixed.map(({ file, mended }) => [file, mended])).toEqual([
      ["handoffs.yaml", 1],
      ["destinations/billing.yaml", 1],
    ]);
  });

  it("several problems of one file, and their number", () => {
    const [fixed] = fix(
      sourceOf({ [file]: "nam: Billing\ndescripton: Bills to pay.\ndefault: yes\nto: +442079460123\n" }),
    );
    expect(fixed).toMatchObject({
      after: 'name: Billing\ndescription: Bills to pay.\ndefault: true\nto: "+442079460123"\n',
      mended: 4,
    });
  });
});

describe("what is left alone", () => {
  it.each([
    ["a good file", 'to: "+442079460123"\n'],
    ["two numbers", 'to: "+442079460123, +442079460124"\n'],
    ["a number with an extension", 'to: "+442079460123 x204"\n'],
    ["a number that does not exist", "to: +44 123\n"],
    ["a misspelt key beside the right one", 'to: "+442079460123"\nfallback: agent\nfalback: sales\n'],
    ["an id", 'to: "+442079460123"\nfallback: Sales\n'],
    ["text that no YAML parser reads", "to: {number: +442079460123\n"],
    [
      "tabs whose width decides what the file means",
      'to: "+442079460123"\nenvironments:\n  local:\n\tsandbox: {callerId: called}\n',
    ],
  ])("%s", (_, text) => {
    expect(mended(head + text, gb)).toBeUndefined();
  });

  it("whatever one good answer is not known for, beside what is mended", () => {
    expect(mended(`${head}to: +442079460123\ncolour: red\n`)).toBe(
      `${head}to: "+442079460123"\ncolour: red\n`,
    );
  });

  it("many keys that all seem to mean one", () => {
    const keys = Array.from({ length: 200 }, (_, at) => `fallbac${at}: agent\n`).join("");
    expect(mended(`${head}to: "+442079460123"\nfallback: agent\n${keys}`)).toBeUndefined();
  });

  it("line ends, comments and order", () => {
    const text = `# ours\r\n${head.replaceAll("\n", "\r\n")}\r\n\r\nto:   +442079460123   # desk\r\n# end`;
    expect(mended(text)).toBe(text.replace("+442079460123", '"+442079460123"'));
  });
});

/** Problems of form: what a rule says of a file is hidden until its form is right. */
function formProblems(text: string): number {
  const checked = check(destination, parse({ kind: "destination", id: "billing", file, text }));
  return checked.valid ? 0 : checked.diagnostics.length;
}

it("never makes a file worse, and has nothing left to do afterwards", () => {
  const keys = fc.constantFrom(
    "to",
    "too",
    "fallback",
    "falback",
    "ring",
    "callerId",
    "callerID",
    "default",
    "colour",
  );
  const values = fc.constantFrom(
    "+442079460123",
    '"020 7946 0123"',
    "agent",
    "{timeout: 25}",
    "{timeot: 25s}",
    "yes",
    "0204",
    "{number: +44 20 7946 0123, extension: 0204}",
    "{}",
    "",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, values), { maxLength: 6 }), (lines) => {
      const text = head + lines.map(([key, value]) => `${key}: ${value}\n`).join("");
      const after = mended(text, gb);
      if (after === undefined) return;
      expect(formProblems(after)).toBeLessThan(formProblems(text));
      expect(mended(after, gb)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
