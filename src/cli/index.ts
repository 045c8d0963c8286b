#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import type { AccountModule, LocalModule } from "./bundles.ts";
import type { main } from "./program.ts";

/** The bundle of program.ts; a hash of its content is part of its name. The build puts it here. */
declare const programFile: string;

/** What the bundle is: a function of what CommonJS modules find around them. */
type Bundle = (
  module: { exports?: { readonly main: typeof main } },
  load: typeof require,
  file: string,
) => void;

const file = join(__dirname, programFile);
const script = new Script(readFileSync(file, "latin1"), { filename: file, cachedData: compiled() });
const program: Parameters<Bundle>[0] = {};
(script.runInThisContext() as Bundle)(program, require, file);
void program.exports?.main(process.argv, { local, account });

/** Spares a short command half of its time. V8 refuses what another version or other flags of it have compiled. */
function compiled(): Buffer | undefined {
  try {
    return readFileSync(`${file}-${process.version}-${process.arch}.cache`);
  } catch {
    return undefined;
  }
}

function local(): Promise<LocalModule> {
  return bundle("local");
}

function account(): Promise<AccountModule> {
  return bundle("account");
}

function bundle<T>(name: string): Promise<T> {
  return import(pathToFileURL(join(__dirname, `../${name}/index.js`)).href);
}
