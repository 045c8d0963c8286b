// Builds everything, then runs the benchmarks from their bundle.
import { build } from "esbuild";
import "./build.mjs";

await build({
  entryPoints: ["bench/index.ts", "bench/emulator.ts", "bench/trivial-provider.ts"],
  outdir: "dist/bench",
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  external: ["@pulumi/pulumi", "@twilio-labs/serverless-api"],
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
await import("../dist/bench/index.js");
