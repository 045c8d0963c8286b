import { destination } from "../../schema/destination.ts";
import { number } from "../../schema/number.ts";
import { project } from "../../schema/project.ts";
import { schedule } from "../../schema/schedule.ts";
import { check } from "../check/check.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { parse } from "../parse/parse.ts";
import type { Source, SourceFile } from "../source/source.ts";
import { type Edit, edited } from "./edit.ts";
import { withoutTabs } from "./indentation.ts";
import { remedies } from "./remedy.ts";

/** A file that can be mended, before and after. */
export interface Fixed {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** How many problems that mends. */
  readonly mended: number;
}

const schemas = { project, destination, number, schedule } as const;

/** What can be mended mechanically. A file is changed only where that leaves fewer problems and brings no new one. */
export function fix(source: Source): readonly Fixed[] {
  const projectFile = source.files.find(({ kind }) => kind === "project");
  const projectText = projectFile && fixedText(projectFile, undefined).text;
  const country =
    projectFile && projectText !== undefined ? onlyCountry({ ...projectFile, text: projectText }) : undefined;
  return source.files.flatMap((file) => {
    const { text, mended } = fixedText(file, country);
    return text === file.text ? [] : [{ file: file.file, before: file.text, after: text, mended }];
  });
}

/** The country of the policy, when it is just one. */
function onlyCountry(file: SourceFile): string | undefined {
  const checked = check(project, parse(file));
  const countries = checked.valid ? (checked.value.policy?.countries ?? []) : [];
  return countries.length === 1 ? countries[0] : undefined;
}

function fixedText(file: SourceFile, country: string | undefined) {
  const withText = (text: string) => ({ ...file, text });
  const meaning = (text: string) => {
    const parsed = parse(withText(text));
    return parsed.diagnostics.length === 0 ? parsed.value : undefined;
  };
  const tabs = parse(file).diagnostics.filter(({ code }) => code === "yaml-tab").length;
  const start = tabs === 0 ? file.text : (withoutTabs(file.text, meaning) ?? file.text);
  const problemsIn = (text: string) => problemsOf(withText(text));
  const before: Version = { text: start, problems: problemsIn(start) };
  const after = mend(before, (problems, text) => remedies(problems, text, country), problemsIn);
  return {
    text: after.text,
    mended: (start === file.text ? 0 : tabs) + before.problems.length - after.problems.length,
  };
}

function problemsOf(file: SourceFile): readonly Diagnostic[] {
  const checked = check<unknown>(schemas[file.kind], parse(file));
  return checked.valid ? [] : checked.diagnostics;
}

interface Version {
  readonly text: string;
  readonly problems: readonly Diagnostic[];
}

type RemediesOf = (problems: readonly Diagnostic[], text: string) => readonly Edit[];

/** How often a file is read again to tell which of its remedies stand the test: each time may take a while. */
const mostAttempts = 32;

/** All remedies at once, or else those of each half that stand the test. */
function mend(
  before: Version,
  remediesOf: RemediesOf,
  problemsIn: (text: string) => readonly Diagnostic[],
): Version {
  const version = (text: string): Version => ({ text, problems: problemsIn(text) });
  let attempts = 0;

  /** A key that is mended may uncover a value that is wrong too, so a remedy may need further ones. */
  const attempt = (edits: readonly Edit[]): Version | undefined => {
    attempts += 1;
    const after = version(edited(before.text, edits));
    if (improves(before, after)) return after;
    const further = version(edited(after.text, remediesOf(newIn(after, before), after.text)));
    return improves(before, further) ? further : undefined;
  };
  const largest = (edits: readonly Edit[]): readonly Edit[] => {
    if (edits.length === 0 || attempts >= mostAttempts) return [];
    if (attempt(edits)) return edits;
    if (edits.length === 1) return [];
    const middle = edits.length >> 1;
    return [...largest(edits.slice(0, middle)), ...largest(edits.slice(middle))];
  };
  const edits = largest(remediesOf(before.problems, before.text));
  return (edits.length > 0 ? attempt(edits) : undefined) ?? before;
}

function improves(before: Version, after: Version): boolean {
  return after.problems.length < before.problems.length && newIn(after, before).length === 0;
}

function newIn(after: Version, before: Version): readonly Diagnostic[] {
  const known = new Set(before.problems.map(identity));
  return after.problems.filter((problem) => !known.has(identity(problem)));
}

/** Edits move columns, never lines. */
function identity({ code, line, path }: Diagnostic): string {
  return JSON.stringify([code, line, path]);
}
