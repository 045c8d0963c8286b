// The digests of the plans that the pull request of a commit has shown, as `name=digest` lines for $GITHUB_OUTPUT.
import { appendFileSync } from "node:fs";
import { all, github, marked, setting } from "./github.mjs";

const commit = setting("GITHUB_SHA");
const pulls = await github("GET", `commits/${commit}/pulls`);
const merged = pulls.find(({ merge_commit_sha }) => merge_commit_sha === commit);
if (merged === undefined)
  throw new Error(
    `${commit} is of no pull request, so nobody has reviewed what it changes. Run this workflow by hand to deploy it all the same.`,
  );

const comment = marked(await all(`issues/${merged.number}/comments`), "<!-- handoffs diff -->");
const digests = [...(comment?.body ?? "").matchAll(/^<!-- handoffs digest ([\w-]+) ([0-9a-f]{64}) -->$/gm)];
if (digests.length === 0)
  throw new Error(
    `Pull request #${merged.number} has no comment with what it changes. Run this workflow by hand to deploy it all the same.`,
  );

for (const [, environment, digest] of digests) {
  console.log(`#${merged.number} has shown ${environment} as ${digest}`);
  appendFileSync(setting("GITHUB_OUTPUT"), `${environment}=${digest}\n`);
}
