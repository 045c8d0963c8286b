// Compiles what runs without a TypeScript loader: the CLI, the Pulumi program, the provider, the router
// and the SDK. Part of `npm ci` (prepare), so it may use nothing but `dependencies`.

import { existsSync } from "node:fs";
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

/** Bundles whose entry exists; `dist/` mirrors the source folders. */
const bundles = [
  {
    entryPoints: { index: "src/cli/index.ts" },
    outdir: "dist/cli",
    format: "esm",
    splitting: true,
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    external: ["@pulumi/pulumi"],
  },
  {
    entryPoints: ["infra/index.ts"],
    outfile: "dist/infra/index.cjs",
    format: "cjs",
    external: ["@pulumi/*"],
  },
  {
    entryPoints: ["src/router/index.ts"],
    outfile: "dist/router/router.cjs",
    format: "cjs",
    target: "node22",
  },
  { entryPoints: ["infra/provider/index.ts"], outfile: "dist/provider/index.cjs", format: "cjs" },
  {
    entryPoints: ["infra/sdk/index.ts"],
    outfile: "infra/sdk/dist/index.cjs",
    format: "cjs",
    external: ["@pulumi/*"],
  },
];

await rm("dist/cli", { recursive: true, force: true });
for (const bundle of bundles) {
  const entry = Object.values(bundle.entryPoints)[0];
  if (existsSync(entry)) await build({ ...shared, ...bundle });
}

// The engine starts a provider by the name `pulumi-resource-<package>` in the folder named in Pulumi.yaml.
await mkdir("dist/provider", { recursive: true });
await writeFile("dist/provider/package.json", '{ "type": "commonjs" }\n');
await writeFile("dist/provider/pulumi-resource-twilio", '#!/usr/bin/env node\nrequire("./index.cjs");\n');
await chmod("dist/provider/pulumi-resource-twilio", 0o755);
await writeFile("dist/provider/pulumi-resource-twilio.cmd", '@node "%~dp0index.cjs" %*\r\n');
if (existsSync("infra/provider/schema.json"))
  await cp("infra/provider/schema.json", "dist/provider/schema.json");
