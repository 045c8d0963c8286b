import type { Change } from "../change.ts";
import { maskedData } from "../mask.ts";
import { type Report, targetsOf } from "../report.ts";
import { whenText } from "../when-text.ts";
import { sentence } from "../words.ts";
import { plain } from "./plain.ts";

/** The result of `diff --format json`; see schema/output/diff.schema.json. */
export function json(report: Report): string {
  const { after, from, to, digest, changes, exceeded, others, mask, placeOf } = report;
  const [quote, targetOf] = [plain(mask), targetsOf(report)];
  const shown = (change: Change) => {
    const { kind, subject, when, outcomes, through, before, after } = change;
    const id = Object.values(subject)[0] ?? "";
    return {
      kind,
      subject,
      summary: sentence(change, [id], targetOf, quote),
      when: when === undefined ? null : { text: textOf(when), ...when },
      outcomes,
      before: maskedData(before, mask),
      after: maskedData(after, mask),
      ...(through === undefined ? {} : { through }),
      ...(change.kind === "removed" && change.likely !== undefined ? { likely: change.likely } : {}),
      source: placeOf(change),
    };
  };
  const document = {
    version: 1,
    environment: after.environment,
    project: after.project,
    from,
    to,
    digest,
    equal: changes.length === 0,
    changes: changes.map(shown),
    exceeded,
    others,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function textOf(when: NonNullable<Change["when"]>): string {
  const { usually, besides } = whenText(when);
  return `${usually.trim()}${besides}`;
}
