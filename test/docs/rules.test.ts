import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codes } from "../../src/diagnostic/codes.ts";
import { scenarios } from "../infra/account/scenarios.ts";
import { corpus, validateOver } from "../src/catalog/corpus.ts";
import { ofImports } from "../src/import/corpus.ts";
import { sampleRoot } from "../src/project.ts";
import { ofAgents } from "../src/references/corpus.ts";
import { exampleOf } from "./example.ts";

const folder = join(sampleRoot, "docs", "rules");
const pages = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => [name.slice(0, -".md".length), readFileSync(join(folder, name), "utf8")]),
);

/** What needs thousands of lines to happen. */
const withoutExample: ReadonlySet<string> = new Set(["too-many-documents"]);

/** What only an account can cause: test/docs/preflight.test.ts runs their examples. */
const ofAccounts: ReadonlySet<string> = new Set(Object.keys(scenarios));

/** What other commands report: test/docs/agents.test.ts runs their examples. */
const ofOthers: ReadonlySet<string> = new Set(Object.keys({ ...ofAgents, ...ofImports }));

const headings = (page: string) => [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);

describe("a page per problem", () => {
  it("every code has one, and every page is of a code", () => {
    expect(
      codes.filter((code) => !pages.has(code)),
      "write docs/rules/<code>.md",
    ).toEqual([]);
    expect([...pages.keys()].filter((code) => !codes.some((known) => known === code))).toEqual([]);
  });

  it.each([...pages])("%s has the parts that every page has", (code, page) => {
    expect(page.split("\n")[0]).toMatch(new RegExp(`^# \`${code}\`: .+[^.]$`));
    const example = withoutExample.has(code) ? [] : ["Example"];
    expect(headings(page)).toEqual([...example, "Why it matters", "How to mend it"]);
    for (const [, link = ""] of page.matchAll(/\]\(([^)#]+)\)/g))
      expect(() => readFileSync(join(folder, link)), link).not.toThrow();
  });

  it.each(
    [...pages].filter(([code]) => !withoutExample.has(code) && !ofAccounts.has(code) && !ofOthers.has(code)),
  )(
    "%s shows what validate says of its example (npx vitest run test/docs --update writes it anew)",
    async (code, page) => {
      const { diagnostics, output } = validateOver(exampleOf(page));
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
      const shown = page.replace(
        /^(```console\n\$ handoffs validate\n).*?^```$/ms,
        (_, start) => `${start}${output}\`\`\``,
      );
      await expect(shown).toMatchFileSnapshot(join(folder, `${code}.md`));
    },
  );

  it("the list of all names each with what it is about", async () => {
    const rows = [...pages].map(
      ([code, page]) => `| [\`${code}\`](${code}.md) | ${page.split("\n")[0]?.slice(code.length + 6)} |`,
    );
    const list = `# Problems that \`handoffs validate\`, \`preflight\`, \`references\` and \`import\` report\n\n\`handoffs explain CODE\` prints a page. Codes are stable.\n\n| code | what it is about |\n|---|---|\n${rows.join("\n")}\n`;
    await expect(list).toMatchFileSnapshot(join(folder, "README.md"));
  });
});

describe("the list of codes", () => {
  it("is what the source can report, in order", () => {
    const reported = ["src", "schema", "infra/account/preflight"]
      .flatMap((name) =>
        readdirSync(join(sampleRoot, name), { recursive: true, encoding: "utf8" })
          .filter((file) => file.endsWith(".ts") && !file.endsWith("codes.ts"))
          .map((file) => readFileSync(join(sampleRoot, name, file), "utf8")),
      )
      .flatMap((text) => [
        ...[...text.matchAll(/\bcode: ([^,;\n]*)/g)].flatMap(([, value = ""]) => [
          ...value.matchAll(/"([a-z0-9-]+)"/g),
        ]),
        ...text.matchAll(/"(yaml-[a-z-]+)"/g),
      ])
      .map((match) => match[1] ?? "")
      .filter((code) => code !== "custom");
    expect(codes).toEqual([...new Set(reported)].sort());
  });

  it("has a case in the corpus for each that an example can show", () => {
    const seen = new Set(
      readdirSync(corpus)
        .filter((name) => name !== "base")
        .flatMap(
          (name) =>
            JSON.parse(readFileSync(join(corpus, name, "expected.json"), "utf8")) as readonly string[],
        )
        .map((place) => place.split(" ")[0]),
    );
    expect(
      codes.filter(
        (code) =>
          !seen.has(code) && !withoutExample.has(code) && !ofAccounts.has(code) && !ofOthers.has(code),
      ),
    ).toEqual([]);
  });
});
