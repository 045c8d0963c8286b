// Builds everything, then runs the benchmarks from their bundle.
import { createRequire } from "node:module";
import { build } from "esbuild";
import "./build.mjs";

/** Node does not see the exports of Pulumi's protocol in an `import`, so where one stands they are bundled. */
const protocol = {
  name: "protocol",
  setup(build) {
    build.onResolve({ filter: /^@pulumi\/pulumi\/proto\// }, ({ path, kind }) =>
      kind === "import-statement" ? { path: createRequire(import.meta.url).resolve(path) } : undefined,
    );
  },
};

const shared = { bundle: true, platform: "node", target: "node20.19" };
await build({
  ...shared,
  entryPoints: ["bench/index.ts", "bench/emulator.ts"],
  outdir: "dist/bench",
  format: "esm",
  external: ["@pulumi/pulumi", "@twilio-labs/serverless-api"],
  plugins: [protocol],
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
// In the form of our own provider.
await build({
  ...shared,
  entryPoints: ["bench/trivial-provider.ts"],
  outfile: "dist/bench/trivial-provider.cjs",
  format: "cjs",
});
await import("../dist/bench/index.js");
