import type { Operation } from "../operation.ts";
import { uploadTo } from "./content.ts";

// The commit that a release was made of. A Build has no text of ours but the paths of its versions, so the path of one
// private Asset ends with the commit: it goes live with the rest, never changes, and a list of builds shows it.

const id = "[0-9a-f]{40}(?:[0-9a-f]{24})?(?:-dirty)?";
const whole = new RegExp(`^${id}$`);
const ending = new RegExp(`^(.*)/(${id})$`);

/** The Asset that has nothing but the commit, for a release in which no other Asset could have it. */
const alone = "/commit";

/** The full id of a Git commit; `-dirty` where the files had changes that were not committed. */
export const isCommit = (text: string): boolean => whole.test(text);

/** The path of a private Asset of that commit; the empty text is none. */
export const pathAt = (path: string, commit: string): string => (commit === "" ? path : `${path}/${commit}`);

/** A path in two. */
export interface Marked {
  /** As it was wanted; undefined where there is nothing but the commit. */
  readonly path: string | undefined;
  readonly commit: string | undefined;
}

export function readPath(path: string): Marked {
  const [, wanted, commit] = ending.exec(path) ?? [];
  return commit === undefined ? { path, commit } : { path: wanted === alone ? undefined : wanted, commit };
}

/** Uploads nothing but the commit: its Asset, `known` where it is, and the version. */
export const uploadCommit = (operation: Operation, serviceSid: string, known: string, commit: string) =>
  uploadTo(
    operation,
    serviceSid,
    "Assets",
    known,
    {
      path: pathAt(alone, commit),
      visibility: "private",
      content: JSON.stringify({ commit }),
      contentType: "application/json",
    },
    alone,
  );
