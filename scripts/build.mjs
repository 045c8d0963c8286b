// Compiles what runs without a TypeScript loader: the CLI, the Pulumi program, the provider, the router
// and the SDK. Part of `npm ci` (prepare), so it may use nothing but `dependencies`.

import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

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
  // One build for both, so that a chunk they share is loaded once.
  {
    entryPoints: { "cli/index": "src/cli/index.ts", "local/index": "infra/local/index.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    splitting: true,
    banner: requireInModules,
    external: ["@pulumi/pulumi"],
  },
  {
    entryPoints: ["infra/index.ts"],
    outfile: "dist/infra/index.js",
    format: "esm",
    banner: requireInModules,
    external: ["@pulumi/*"],
  },
  {
    entryPoints: ["src/router/index.ts"],
    outfile: "dist/router/router.cjs",
    format: "cjs",
    target: "node22",
    minify: true,
  },
  { entryPoints: ["infra/provider/index.ts"], outfile: "dist/provider/index.cjs", format: "cjs" },
  {
    entryPoints: ["infra/sdk/index.ts"],
    outfile: "infra/sdk/dist/index.cjs",
    format: "cjs",
    external: ["@pulumi/*"],
  },
];

await rm("dist/chunks", { recursive: true, force: true });
await Promise.all(bundles.map((bundle) => build({ ...shared, ...bundle })));

// The engine starts a provider by the name `pulumi-resource-<package>` in the folder named in Pulumi.yaml.
await mkdir("dist/provider", { recursive: true });
await writeFile("dist/provider/package.json", '{ "type": "commonjs" }\n');
await writeFile("dist/provider/pulumi-resource-twilio", '#!/usr/bin/env node\nrequire("./index.cjs");\n');
await chmod("dist/provider/pulumi-resource-twilio", 0o755);
await writeFile("dist/provider/pulumi-resource-twilio.cmd", '@node "%~dp0index.cjs" %*\r\n');
await cp("infra/provider/schema.json", "dist/provider/schema.json");
