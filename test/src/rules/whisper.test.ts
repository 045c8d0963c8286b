import { describe, expect, it } from "vitest";
import { goodFiles, loadFiles } from "../project.ts";

const found = (rest: string, changes: Readonly<Record<string, string>> = {}) => {
  const { diagnostics } = loadFiles({
    ...changes,
    "destinations/desk.yaml": `name: Desk\ndescription: The caller asks for the desk.\n${rest}`,
  });
  return diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
};
const number = 'to: "+442079460188"\n';
const whisper = 'screening: {whisper: "A call from ${caller}."}\n';
const at = (line: number, column: number) => [`destinations/desk.yaml:${line}:${column} whisper-variable`];

describe("a whisper", () => {
  it("says who calls where the desk is shown that", () => {
    expect(found(number + whisper)).toEqual([]);
    expect(found(`${number}callerId: caller\n${whisper}`)).toEqual([]);
    expect(found(`${number}screening: {whisper: "Call \${call_sid} to \${destination}."}\n`)).toEqual([]);
  });

  it.each(["called", '"+442079460000"'])("does not where it is shown %s", (callerId) => {
    expect(found(`${number}callerId: ${callerId}\n${whisper}`)).toEqual(at(5, 22));
  });

  it("does not where handoffs.yaml or one environment says so", () => {
    const handoffs = goodFiles["handoffs.yaml"]?.replace(
      "{fallback: agent}",
      "{fallback: agent, callerId: called}",
    );
    expect(found(number + whisper, { "handoffs.yaml": handoffs ?? "" })).toEqual(at(4, 22));
    expect(found(`${number}${whisper}environments: {sandbox: {callerId: called}}\n`)).toEqual(at(4, 22));
    expect(found(`${number}callerId: called\nenvironments: {sandbox: {${whisper.trim()}}}\n`)).toEqual(
      at(5, 47),
    );
    expect(
      found(
        `${number}callerId: called\n${whisper}environments: {live: {callerId: caller}, sandbox: {callerId: caller}}\n`,
      ),
    ).toEqual([]);
  });

  it("never knows which number was called, and says so once", () => {
    const called = 'screening: {whisper: "${called}, that is, ${called}."}\n';
    expect(found(number + called)).toEqual(at(4, 22));
    expect(found(`${number}callerId: called\n${called}`)).toEqual(at(5, 22));
  });

  it("is no matter where nothing is dialled", () => {
    const flex = `to: {flex: {workflow: WW${"0".repeat(32)}}}\n`;
    expect(
      found(`${flex}callerId: called\n${whisper}environments: {sandbox: {to: {message: Closed.}}}\n`),
    ).not.toContain(at(5, 22)[0]);
  });
});
