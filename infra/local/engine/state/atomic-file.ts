/** A file that is either the old or the new one, whole, whenever the machine stops. */
import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, Problem } from "../problem.ts";

/**
 * Returns a function that replaces the file by what `render` gives, and resolves once it is on disk. Calls during
 * a write share the next one, so that parallel steps do not queue for the disk.
 */
export function atomicFile(path: string, render: () => string): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const replaceAfter = async (previous: Promise<void>): Promise<void> => {
    await previous.catch(() => {}); // Whoever asked for that write has been told.
    next = undefined;
    const text = render();
    try {
      await replaceFile(path, text);
    } catch (error) {
      throw new Problem(`${path} cannot be written: ${messageOf(error)}.`);
    }
  };
  return () => {
    if (next === undefined) {
      next = replaceAfter(current);
      current = next;
    }
    return next;
  };
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.new`;
  const file = await open(fresh, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncFolder(dirname(path));
}

/** Makes the rename itself durable; Windows can neither open nor sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
