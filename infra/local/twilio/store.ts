import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyState, type State } from "./state.ts";

/**
 * State in `<directory>/state.json`, uploaded content in `<directory>/content/<version SID>`.
 * A change is on disk before its reply is sent, and either wholly or not at all: the file is written beside
 * the old one and renamed over it. That survives a SIGKILL; a power cut is not what it is for.
 */
export interface Store {
  readonly state: State;
  /** Runs `change` and writes what it left. `change` throws before it alters anything, or not at all. */
  update<Result>(change: (state: State) => Result): Result;
  readContent(versionSid: string): Buffer;
  writeContent(versionSid: string, content: Uint8Array): void;
  removeContent(versionSid: string): void;
  contentFile(versionSid: string): string;
}

export const openStore = (directory: string): Store => {
  mkdirSync(join(directory, "content"), { recursive: true });
  const file = join(directory, "state.json");
  const state = load(file);
  const contentFile = (versionSid: string): string => join(directory, "content", versionSid);
  return {
    state,
    update(change) {
      const result = change(state);
      writeAtomically(file, JSON.stringify(state));
      return result;
    },
    contentFile,
    readContent: (versionSid) => readFileSync(contentFile(versionSid)),
    writeContent: (versionSid, content) => writeAtomically(contentFile(versionSid), content),
    removeContent: (versionSid) => rmSync(contentFile(versionSid), { force: true }),
  };
};

const load = (file: string): State => {
  if (!existsSync(file)) return emptyState();
  const text = readFileSync(file, "utf8");
  try {
    return { ...emptyState(), ...JSON.parse(text) };
  } catch (cause) {
    throw new Error(`${file} is not the state of an emulator; remove its folder to start afresh`, { cause });
  }
};

const writeAtomically = (file: string, content: string | Uint8Array): void => {
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, content);
  renameSync(beside, file);
};
