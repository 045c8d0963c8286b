// Keeps one comment on a pull request: the difference for callers. Written once, then changed in place.
import { readFileSync } from "node:fs";
import { all, github, marked, setting, under } from "./github.mjs";

const mark = "<!-- handoffs diff -->";

/** The number of a pull request from a fork: an artifact could claim any, so GitHub says which has this commit. */
async function numberOf(head, commit) {
  const found = await github("GET", `pulls?state=open&head=${encodeURIComponent(head)}`);
  return found.find((pull) => pull.head.sha === commit)?.number;
}

/** What a fork's own run has written mentions nobody, and says whose it is. */
const ofFork = (text) =>
  `> From a fork: this was made by the fork's own run, with the fork's own code.\n\n${text.replaceAll("@", "@\u200b")}`;

const { NUMBER, HEAD, COMMIT } = process.env;
const number = NUMBER || (await numberOf(HEAD, COMMIT));
if (number === undefined)
  console.log(`No open pull request is at ${COMMIT} any more: nothing to comment on.`);
else {
  const text = readFileSync(setting("FILE"), "utf8");
  const body = under(mark, NUMBER ? text : ofFork(text));
  const before = marked(await all(`issues/${number}/comments`), mark);
  if (before === undefined) await github("POST", `issues/${number}/comments`, { body });
  else if (before.body !== body) await github("PATCH", `issues/comments/${before.id}`, { body });
}
