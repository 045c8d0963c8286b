/** What a provider says of the change from one state to another. */
import type { DiffKind } from "../outcome.ts";
import type { Properties } from "../wire/property.ts";
import { parsePath, withOld } from "../wire/property-path.ts";
import { provider as messages } from "../wire/protocol.ts";
import type { Difference } from "./operations.ts";

type DiffResponse = import("@pulumi/pulumi/proto/provider_pb.js").DiffResponse;

/** `news` with what `paths` name as it was. */
export function ignoring(news: Properties, olds: Properties, paths: readonly string[]): Properties {
  return paths.reduce((properties, text) => {
    const path = parsePath(text);
    return path === undefined ? properties : withOld(properties, olds, path);
  }, news);
}

const kinds: readonly DiffKind[] = [
  "add",
  "add-replace",
  "delete",
  "delete-replace",
  "update",
  "update-replace",
];

/** `otherwise` says whether it changed when the provider leaves that to the engine. */
export function difference(response: DiffResponse, otherwise: boolean): Difference {
  const { DIFF_NONE, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
  const changes = response.getChanges();
  const detailed = [...response.getDetaileddiffMap().entries()].map(([path, diff]) => [
    path,
    { kind: kinds[diff.getKind()] ?? "update", inputDiff: diff.getInputdiff() },
  ]);
  return {
    changed: changes === DIFF_UNKNOWN ? otherwise : changes !== DIFF_NONE,
    diffs: response.getDiffsList(),
    replaces: response.getReplacesList(),
    ...(response.getHasdetaileddiff() && { detailedDiff: Object.fromEntries(detailed) }),
    deleteBeforeReplace: response.getDeletebeforereplace(),
  };
}
