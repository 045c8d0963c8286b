import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { typescript } from "../../../src/manifest/typescript.ts";
import { all, manifestWith } from "./hostile.ts";
import { rendered } from "./project.ts";

const files: Readonly<Record<string, string>> = {
  "/destinations.ts": rendered("typescript").text,
  "/right.ts": `import { type DestinationId, destinations } from "./destinations.ts";
export const desk: DestinationId = "billing";
export const url: string = destinations[desk].url;
`,
  "/misspelt.ts": `import type { DestinationId } from "./destinations.ts";
export const desk: DestinationId = "biling";
`,
  "/written.ts": `import { destinations } from "./destinations.ts";
destinations.billing.url = "https://example.com";
`,
};

/** What the compiler says of each file. */
function compiled(): ReadonlyMap<string, readonly string[]> {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, target) => {
    const text = files[name];
    return text === undefined ? read.call(host, name, target) : ts.createSourceFile(name, text, target);
  };
  host.fileExists = (name) => name in files || ts.sys.fileExists(name);
  const program = ts.createProgram(Object.keys(files), options, host);
  return new Map(
    Object.keys(files).map((name) => [
      name,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(name))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ]),
  );
}

describe("the TypeScript module", () => {
  const said = compiled();

  it("compiles, and so does what uses it rightly", () => {
    expect(said.get("/destinations.ts")).toEqual([]);
    expect(said.get("/right.ts")).toEqual([]);
  });

  it("makes a misspelt destination a compile error that says what was meant", () => {
    expect(said.get("/misspelt.ts")).toEqual([
      `Type '"biling"' is not assignable to type 'DestinationId'. Did you mean '"billing"'?`,
    ]);
  });

  it("cannot be written to", () => {
    expect(said.get("/written.ts")?.join()).toContain("read-only");
  });

  it("holds texts as they are that end what they stand in", () => {
    fc.assert(
      fc.property(all, (entries) => {
        const { outputText, diagnostics } = ts.transpileModule(typescript(manifestWith(entries)).text, {
          compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2015 },
          reportDiagnostics: true,
        });
        expect(diagnostics).toEqual([]);
        const module: { destinations?: Record<string, object> } = {};
        new Function("exports", outputText)(module);
        expect(Object.values(module.destinations ?? {})).toMatchObject(entries);
      }),
      { numRuns: 40 },
    );
  });
});
