import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** The part of a package that is loaded for it, where that is not the whole: we write XML documents, and parse none. */
const parts = { "@xmldom/xmldom": "../node_modules/@xmldom/xmldom/lib/dom.js" };

/** Packages load more than a command needs of them; this esbuild plugin has it loaded by its first use. */
export const lean = {
  name: "lean",
  setup(build) {
    // commander starts commands that are executables of their own. We have none.
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: "none", namespace: "lean" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "lean" }, () => ({ contents: "module.exports = {};" }));

    // Our own reader takes the usual YAML, and only a large project is compiled to see how large it is.
    build.onResolve({ filter: /^(yaml|@xmldom\/xmldom)$/ }, ({ path, namespace }) =>
      namespace === "late" ? undefined : { path, namespace: "late" },
    );
    build.onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => late(path));

    // A run meets numbers of a few countries.
    build.onLoad({ filter: /libphonenumber-js[\\/]metadata\.max\.json\.js$/ }, lateCountries);
  },
};

/** In the program's bundle, Pulumi's SDK without what no program of ours uses. */
export const leanPulumi = {
  name: "lean-pulumi",
  setup(build) {
    const path = join(import.meta.dirname, "../infra/pulumi.ts");
    build.onResolve({ filter: /^@pulumi\/pulumi$/ }, () => ({ path }));
  },
};

/** A CommonJS module with the exports of a package, each of which loads it. */
function late(name) {
  const file = parts[name] ?? name;
  const getters = Object.keys(require(file)).map(
    (key) => `${key}: { enumerable: true, get: () => require(${JSON.stringify(file)}).${key} }`,
  );
  return {
    contents: `Object.defineProperties(exports, { ${getters.join(", ")} });`,
    resolveDir: import.meta.dirname,
  };
}

/** Phone number rules that stay text, which costs V8's cache nothing, until a number of their country comes. */
function lateCountries() {
  const { countries, ...rest } = require("libphonenumber-js/max/metadata");
  const texts = Object.entries(countries).map(([country, rules]) => [country, JSON.stringify(rules)]);
  return {
    contents: `const countries = ${JSON.stringify(Object.fromEntries(texts))};
for (const [country, text] of Object.entries(countries))
  Object.defineProperty(countries, country, {
    configurable: true,
    get() {
      const value = JSON.parse(text);
      Object.defineProperty(countries, country, { value });
      return value;
    },
  });
export default { ...${JSON.stringify(rest)}, countries };`,
  };
}
