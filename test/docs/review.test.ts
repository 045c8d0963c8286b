import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Company, openCompany } from "../e2e/company.ts";
import { handoffsBeside } from "../src/cli/command.ts";
import { sampleRoot } from "../src/project.ts";
import { exampleOf } from "./example.ts";

let company: Company;
beforeEach(async () => {
  company = await openCompany({ buildTime: 0 });
  const folder = join(company.root, ".handoffs", "local");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "serve.json"), JSON.stringify({ origin: company.emulator.origin }));
  company.write(".gitignore", "/*\n!/destinations\n!/numbers\n!/schedules\n!/handoffs.yaml\n");
});
afterEach(() => company.close());

/** Dates of commits, so that their names are always the same for the same files. */
const at = "2026-11-23T09:00:00Z";

function git(args: readonly string[]): void {
  const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
  const author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
  execFileSync("git", [...author, ...args], { cwd: company.root, env, stdio: "ignore" });
}

/** Other names for what is different in every run: always the same, in the order in which they come. */
function pseudonyms() {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameOf = (real: string, kind: string, length: number): string => {
    const known = names.get(real);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = createHash("sha256").update(`${kind} ${count}`).digest("hex").slice(0, length);
    names.set(real, name);
    return name;
  };
  return (text: string): string =>
    text
      .replaceAll(/\b(Z[A-Z])([0-9a-f]{32})\b/g, (_, kind, sid) => `${kind}${nameOf(sid, kind, 32)}`)
      .replaceAll(/\b[0-9a-f]{64}\b/g, (digest) => nameOf(digest, "digest", 64))
      .replaceAll(/(?<=commit )[0-9a-f]{12}\b/g, (commit) => nameOf(commit.slice(0, 7), "commit", 12))
      .replaceAll(/(?<=\()[0-9a-f]{7}(?=\))/g, (commit) => nameOf(commit, "commit", 12).slice(0, 7))
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "2026-11-23 09:12 UTC")
      .replaceAll(/-\d{4}(?=\.twil\.io)/g, "-4711");
}

it("shows what every step really says (npx vitest run test/docs --update writes it anew)", {
  timeout: 180_000,
}, async () => {
  const file = join(sampleRoot, "docs", "review.md");
  const page = readFileSync(file, "utf8");
  const shown = pseudonyms();
  git(["init", "--quiet"]);
  git(["add", "."]);
  git(["commit", "--quiet", "--message", "The company"]);
  expect(await handoffsBeside(["local", "up"], company.root)).toMatchObject({ status: 0 });
  for (const [name, text] of exampleOf(page)) company.write(name, text);

  async function answer(command: string): Promise<string> {
    const [program, ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? "",
    );
    if (program === "git") {
      git(args);
      return "";
    }
    // The page must not change with the day on which it is made.
    const time = args[0] === "diff" ? ["--at", at] : [];
    const { status, stdout, stderr } = await handoffsBeside([...args, ...time], company.root);
    expect({ command, status }, `${stdout}${stderr}`).toEqual({ command, status: 0 });
    return stdout;
  }

  let whole = page;
  for (const [block, text = ""] of page.matchAll(/^```console\n(.*?)^```$/gms)) {
    let blockAnew = "";
    for (const [, command = ""] of text.matchAll(/^\$ (.*)$/gm)) {
      const named = command.includes(" ZB") ? command.replace(/ZB\S*/, await previousBuild()) : command;
      const said = await answer(named);
      blockAnew += `$ ${shown(named)}\n${shown(said)}${said === "" ? "" : "\n"}`;
    }
    whole = whole.replace(block, () => `\`\`\`console\n${blockAnew.trimEnd()}\n\`\`\``);
  }
  await expect(whole).toMatchFileSnapshot(file);
});

/** The build that was live before the one that is. */
async function previousBuild(): Promise<string> {
  const { stdout } = await handoffsBeside(["releases", "--json"], company.root);
  const { releases } = JSON.parse(stdout) as { readonly releases: readonly { readonly build: string }[] };
  return releases[1]?.build ?? "";
}
