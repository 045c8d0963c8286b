import type { Operation } from "../operation.ts";
import { uploadTo } from "./content.ts";

/**
 * The commit that a release was made of. A Build has no text of ours but the paths of its versions, so one private
 * Asset has the commit in its path: it goes live with the rest, never changes, and a list of builds shows it.
 */
const folder = "/commit";

/** A Git object id; `-dirty` where the files had changes that were not committed. */
export const isCommit = (text: string): boolean => /^[0-9a-f]{7,64}(-dirty)?$/.test(text);

/** The commit that a path of a build names; undefined for every other path. */
export function commitIn(path: string): string | undefined {
  const name = path.slice(folder.length + 1);
  return path.startsWith(`${folder}/`) && isCommit(name) ? name : undefined;
}

/** Uploads the mark of a commit, for the next build: its Asset, `known` where it is, and the version. */
export const uploadCommit = (operation: Operation, serviceSid: string, known: string, commit: string) =>
  uploadTo(
    operation,
    serviceSid,
    "Assets",
    known,
    {
      path: `${folder}/${commit}`,
      visibility: "private",
      content: JSON.stringify({ commit }),
      contentType: "application/json",
    },
    folder,
  );
