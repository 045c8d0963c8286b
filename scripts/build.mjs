// Compiles what runs without a TypeScript loader: the CLI, the Pulumi program, the provider, the router
// and the SDK. Part of `npm ci` (prepare), so it may use nothing but `dependencies`.

import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { lean, leanPulumi } from "./lean.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

const shared = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  logLevel: "warning",
  legalComments: "none",
};

/** Bundled CommonJS packages still ask for Node's own modules by require. */
const requireInModules = {
  js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
};

/** `dist/` mirrors the source folders. */
const bundles = [
  ...["local", "account"].map((name) => ({
    entryPoints: [`infra/${name}/index.ts`],
    outdir: `dist/${name}`,
    chunkNames: "chunk-[hash]",
    format: "esm",
    splitting: true,
    banner: requireInModules,
    external: ["@pulumi/pulumi"],
  })),
  {
    entryPoints: ["infra/index.ts"],
    outfile: "dist/infra/index.js",
    format: "esm",
    banner: requireInModules,
    external: ["@pulumi/pulumi"],
    // Where handoffs is a dependency, no registry has the SDK.
    alias: { "@pulumi/twilio": "./infra/sdk/index.ts" },
    plugins: [leanPulumi],
  },
  ...["router", "context"].map((name) => ({
    entryPoints: [`src/${name}/index.ts`],
    outfile: `dist/${name}/${name}.cjs`,
    format: "cjs",
    target: "node22",
    minify: true,
    plugins: [lean],
  })),
  ...["esm", "cjs"].map((format) => ({
    entryPoints: ["agent/index.ts"],
    outfile: `dist/agent/index.${format === "esm" ? "js" : "cjs"}`,
    format,
  })),
  { entryPoints: ["infra/provider/index.ts"], outfile: "dist/provider/index.cjs", format: "cjs" },
  {
    entryPoints: ["infra/sdk/index.ts"],
    outfile: "infra/sdk/dist/index.cjs",
    format: "cjs",
    external: ["@pulumi/*"],
  },
];

/**
 * The command line is a launcher, the program, and what V8 compiled of the program while it validated the sample
 * project. V8 compares no more of a source than its length, so the program's name holds a hash of its content.
 */
async function buildCommandLine() {
  const { metafile } = await build({
    ...shared,
    entryPoints: ["src/cli/program.ts"],
    outdir: "dist/cli",
    entryNames: "[name]-[hash]",
    minifyWhitespace: true,
    lineLimit: 200,
    format: "cjs",
    define: { "import.meta": "__meta" },
    banner: {
      js: '(function (module, require, __filename) { const __meta = { get url() { return require("node:url").pathToFileURL(__filename).href; } };',
    },
    footer: { js: "})" },
    // Large, and rarely asked for, so not read by every command. A script has no `import()`: esbuild makes a `require` of it.
    external: ["@viz-js/viz", "@lezer/*", "csv-parse"],
    supported: { "dynamic-import": false },
    plugins: [lean],
    metafile: true,
  });
  const program = basename(Object.keys(metafile.outputs)[0]);
  await promisify(execFile)(process.execPath, ["scripts/compile.mjs", `dist/cli/${program}`]);
  await writeFile("dist/cli/package.json", '{ "type": "commonjs" }\n');
  await build({
    ...shared,
    entryPoints: ["src/cli/index.ts"],
    outdir: "dist/cli",
    format: "cjs",
    define: { programFile: JSON.stringify(program) },
  });
  const stale = (await readdir("dist/cli")).filter(
    (name) => !name.startsWith(program) && name !== "index.js" && name !== "package.json",
  );
  await Promise.all(stale.map((name) => rm(`dist/cli/${name}`)));
}

await Promise.all(["local", "account"].map((name) => rm(`dist/${name}`, { recursive: true, force: true })));
await Promise.all([buildCommandLine(), ...bundles.map((bundle) => build({ ...shared, ...bundle }))]);

// The engine starts a provider by the name `pulumi-resource-<package>` in the folder named in Pulumi.yaml.
await mkdir("dist/provider", { recursive: true });
await writeFile("dist/provider/package.json", '{ "type": "commonjs" }\n');
await writeFile("dist/provider/pulumi-resource-twilio", '#!/usr/bin/env node\nrequire("./index.cjs");\n');
await chmod("dist/provider/pulumi-resource-twilio", 0o755);
await writeFile("dist/provider/pulumi-resource-twilio.cmd", '@node "%~dp0index.cjs" %*\r\n');
await cp("infra/provider/schema.json", "dist/provider/schema.json");
// What an agent's own program imports has types, alike for both kinds of module.
await Promise.all(["index.d.ts", "index.d.cts"].map((name) => cp("agent/api.d.ts", `dist/agent/${name}`)));
