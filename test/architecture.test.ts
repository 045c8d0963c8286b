import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Files of ours relative to the root, and packages by name. */
  readonly imports: readonly string[];
}

const sources: readonly SourceText[] = ["agent", "src", "schema", "infra"].flatMap(filesBelow).map((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = [
    ...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\(|require\.resolve\()\s*"([^"]+)"/g),
  ].map((match) => match[1] ?? "");
  return {
    file,
    text,
    imports: specifiers.map((name) =>
      name.startsWith(".") ? relative(root, resolve(root, dirname(file), name)) : name,
    ),
  };
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules") && !file.includes("/dist/"));
}

/** Imports of the files below `from` that match, as `file → import`. */
function imports(from: RegExp, to: RegExp): readonly string[] {
  return sources
    .filter(({ file }) => from.test(file))
    .flatMap(({ file, imports }) =>
      imports.filter((name) => to.test(name)).map((name) => `${file} → ${name}`),
    );
}

const functions = /^src\/(router|context)\/index\.ts$/;
const core = /^src\/(?!cli\/)/;

describe("data flows one way", () => {
  it("has files to look at", () => {
    expect(sources.length).toBeGreaterThan(80);
  });

  it("src and schema never import infra", () => {
    expect(imports(/^(src|schema)\//, /^infra\//)).toEqual([]);
  });

  it("the core imports neither Pulumi nor the network, and only its disk reader the disk", () => {
    expect(
      imports(
        core,
        /^@pulumi|^@grpc|^(node:)?(http|https|http2|net|tls|dns|dgram|child_process|worker_threads)$/,
      ),
    ).toEqual([]);
    expect(imports(/^src\/(?!cli\/|source\/disk\.ts)/, /^(node:)?fs(\/promises)?$/)).toEqual([]);
    expect(imports(core, /^src\/cli\//)).toEqual([]);
  });

  it("grammars and spreadsheets are known where they are read, and nowhere else", () => {
    expect(imports(/^(?!src\/references\/)/, /^@lezer\//)).toEqual([]);
    expect(imports(/^(?!src\/import\/)/, /^csv-parse/)).toEqual([]);
  });

  it("the core has no clock, no network and no chance; only the Functions themselves have, for one request", () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bsetTimeout\b|\bsetInterval\b|\bMath\.random\b|\brandomUUID\b|\bfetch\(/;
    expect(
      sources
        .filter(({ file, text }) => core.test(file) && !functions.test(file) && impure.test(text))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  it("what the Functions bundle is small: neither Zod, YAML nor phone numbers", () => {
    expect(
      imports(/^src\/(evaluate|twiml|target|router|context)\//, /^(zod|yaml|libphonenumber-js)/),
    ).toEqual([]);
    expect(imports(/^src\/(evaluate|twiml|target|router|context)\//, /^schema\//)).toEqual([]);
  });

  it("what agents import needs no package, and of the core only the names of what is stored", () => {
    expect(imports(/^agent\//, /^(?!agent\/|node:|src\/context\/context\.ts$)/)).toEqual([]);
    expect(imports(/^(src|schema|infra)\//, /^agent\//)).toEqual([]);
  });

  it("the emulator and the engine share no code with what they run", () => {
    expect(
      imports(
        /^infra\/local\/(twilio|engine)\//,
        /^(src|schema|infra\/provider|infra\/sdk|infra\/index|infra\/plan)/,
      ),
    ).toEqual([]);
    expect(imports(/^infra\/local\/twilio\//, /^infra\/local\/(?!twilio\/)/)).toEqual([]);
    expect(imports(/^infra\/local\/engine\//, /^infra\/local\/(?!engine\/)/)).toEqual([]);
  });

  it("the provider knows of the core only the policy and its suggestions, and never loads the twilio package", () => {
    expect(imports(/^infra\/provider\//, /^(src|schema)\/(?!policy\/|diagnostic\/suggest)/)).toEqual([]);
    expect(imports(/^infra\/(provider|sdk|index|plan)/, /^twilio$/)).toEqual([]);
    expect(imports(/^infra\/provider\//, /^infra\/(?!provider\/)/)).toEqual([]);
  });
});
