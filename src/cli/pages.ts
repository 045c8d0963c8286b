import { readdirSync, readFileSync } from "node:fs";

/** The pages of docs/rules, which are installed with the program: two folders above its source and its bundle alike. */
const folder = () => new URL("../../docs/rules/", import.meta.url);

/** Every code that has a page. */
export function pageCodes(): readonly string[] {
  return readdirSync(folder())
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => name.slice(0, -".md".length))
    .sort();
}

/** The page of a code, in Markdown; undefined where there is none. */
export function pageOf(code: string): string | undefined {
  return pageCodes().includes(code) ? readFileSync(new URL(`${code}.md`, folder()), "utf8") : undefined;
}
