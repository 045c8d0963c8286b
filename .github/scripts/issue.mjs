// Keeps one issue per environment: what somebody has changed in Twilio's console. Closed when nothing differs any more.
import { readFileSync } from "node:fs";
import { all, bot, github, marked, setting, under } from "./github.mjs";

const environment = setting("ENVIRONMENT");
const mark = `<!-- handoffs drift ${environment} -->`;
const issues = await all(`issues?state=open&creator=${encodeURIComponent(bot)}`);
const before = marked(issues, mark);

if (process.env.DRIFT === "true") {
  const run = `${setting("GITHUB_SERVER_URL")}/${setting("GITHUB_REPOSITORY")}/actions/runs/${setting("GITHUB_RUN_ID")}`;
  const shown = readFileSync(setting("FILE"), "utf8").slice(0, 60_000).replaceAll("```", "'''");
  const body = under(
    mark,
    `Twilio has something else for **${environment}** than the last deployment left there. \`pulumi up\` would undo it; if it is meant to stay, write it in the files.\n\n\`\`\`\n${shown}\n\`\`\`\n\n[The run that found it](${run})\n`,
  );
  if (before === undefined)
    await github("POST", "issues", { title: `${environment} was changed outside of Git`, body });
  else await github("PATCH", `issues/${before.number}`, { body });
} else if (before !== undefined)
  await github("PATCH", `issues/${before.number}`, { state: "closed", state_reason: "completed" });
