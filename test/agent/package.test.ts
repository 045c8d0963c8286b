import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { expect, it } from "vitest";
import { sampleRoot } from "../src/project.ts";

const run = async (...args: readonly string[]) =>
  (await promisify(execFile)(process.execPath, args, { cwd: sampleRoot })).stdout.trim();
const use = "JSON.stringify([typeof handoffs, callSidOf({ type: 'setup', callSid: 'CA1' })])";

it("is imported and required under its name", async () => {
  const imported = `import { callSidOf, handoffs } from "handoffs/agent"; console.log(${use})`;
  const required = `const { callSidOf, handoffs } = require("handoffs/agent"); console.log(${use})`;
  expect(await run("--input-type=module", "--eval", imported)).toBe('["function","CA1"]');
  expect(await run("--input-type=commonjs", "--eval", required)).toBe('["function","CA1"]');
});

it.each(["index.js", "index.cjs"])("needs no package: %s", (file) => {
  const code = readFileSync(join(sampleRoot, "dist/agent", file), "utf8");
  const asked = [...code.matchAll(/\b(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g)].map(
    ([, name]) => name,
  );
  expect(code).toContain("callHandoff");
  expect(asked.filter((name) => !builtinModules.includes(name?.replace("node:", "") ?? ""))).toEqual([]);
});

/** What the compiler says of programs that use the package, and of its types, with every check of a strict project. */
function problemsIn(programs: Readonly<Record<string, string>>): readonly string[] {
  const sources = new Map(
    Object.entries(programs).map(([name, code]) => [join(sampleRoot, "test/agent", name), code]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
    module: ts.ModuleKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const code = sources.get(name);
    return code === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, code, version, true);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => /[\\/](dist|test)[\\/]agent[\\/]/.test(fileName));
  expect(files.length).toBe(2 * sources.size);
  return files
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const programTo = (destination: string) => `
import { handoffs } from "handoffs/agent";
const destinations = { billing: { name: "Billing", url: "https://a.twil.io/handoffs/billing.xml", default: true } } as const;
const { callHandoff } = handoffs({ destinations, twilio: { accountSid: "AC", authToken: "token" } });
export const outcome = callHandoff("CA", "${destination}", { reason: "refund", data: { order: 7 } });
`;

it("compiles in both kinds of module, but not with a misspelt destination", () => {
  expect(problemsIn({ "a.mts": programTo("billing"), "a.cts": programTo("billing") })).toEqual([]);
  expect(problemsIn({ "a.mts": programTo("biling") })).toEqual([
    expect.stringContaining(`Argument of type '"biling"' is not assignable to parameter of type '"billing"'`),
  ]);
});
