import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { pageCodes, pageOf } from "./pages.ts";
import { print } from "./print.ts";
import { type Status, status, UsageError } from "./status.ts";

/** `handoffs explain CODE`: the page of one kind of problem; without a code, a list of all. */
export function explain(code: string | undefined): Status {
  if (code === undefined) {
    print(
      pageCodes()
        .map((known) => `${known}\n`)
        .join(""),
    );
    return status.clean;
  }
  const page = pageOf(code);
  if (page === undefined)
    throw new UsageError(
      `There is no problem with the code "${code}".${didYouMean(suggest(code, pageCodes()))} \`handoffs explain\` lists all.`,
    );
  print(page);
  return status.clean;
}
