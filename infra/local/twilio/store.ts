import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyState, type State } from "./state.ts";

/**
 * State in `<directory>/state.json`, uploaded content in `<directory>/content/<version SID>`. What changes while the
 * state is being written is written together after that, either wholly or not at all: the file is written beside the
 * old one and renamed over it. That survives a SIGKILL; a power cut is not what it is for.
 */
export interface Store {
  readonly state: State;
  /** Runs `change` and has what it left written. `change` throws before it alters anything, or not at all. */
  update<Result>(change: (state: State) => Result): Result;
  /** Resolves when every change so far is on disk: before the reply to a request that changes something. */
  saved(): Promise<void>;
  readContent(versionSid: string): Buffer;
  /** Of a version that the state does not have yet. */
  writeContent(versionSid: string, content: Uint8Array): Promise<void>;
  removeContent(versionSid: string): void;
  contentFile(versionSid: string): string;
}

export const openStore = (directory: string): Store => {
  mkdirSync(join(directory, "content"), { recursive: true });
  const file = join(directory, "state.json");
  const beside = `${file}.${process.pid}.tmp`;
  const state = load(file);
  const contentFile = (versionSid: string): string => join(directory, "content", versionSid);

  let writing = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    await writeFile(beside, JSON.stringify(state));
    await rename(beside, file);
  };
  const save = (): void => {
    if (waiting !== undefined) return;
    const next = writing
      .catch(() => {})
      .then(() => {
        writing = next;
        waiting = undefined;
        return write();
      });
    // Whoever waits for it hears of a failure; the next change writes everything again.
    next.catch(() => {});
    waiting = next;
  };
  return {
    state,
    update(change) {
      const result = change(state);
      save();
      return result;
    },
    saved: () => waiting ?? writing,
    contentFile,
    readContent: (versionSid) => readFileSync(contentFile(versionSid)),
    writeContent: (versionSid, content) => writeFile(contentFile(versionSid), content),
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
