// Runs the program once, on this repository's own sample project, and keeps what V8 compiled meanwhile.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { Script } from "node:vm";

const file = resolve(process.argv[2]);
const script = new Script(readFileSync(file, "latin1"), { filename: file });
const program = {};
script.runInThisContext()(program, createRequire(file), file);
// The program ends the process.
process.on("exit", () =>
  writeFileSync(`${file}-${process.version}-${process.arch}.cache`, script.createCachedData()),
);
await program.exports.main(["node", "handoffs", "validate"], {});
