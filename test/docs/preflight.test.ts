import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { preflightOver } from "../infra/account/preflight-run.ts";
import { mainLine, scenarios } from "../infra/account/scenarios.ts";
import { type Account, openAccount } from "../infra/provider/account.ts";
import { sampleRoot } from "../src/project.ts";
import { exampleOf } from "./example.ts";

let account: Account;
beforeEach(async () => {
  account = await openAccount();
  await account.buyNumber(mainLine, { FriendlyName: "Main line" });
});
afterEach(() => account.close());

it.each(Object.entries(scenarios))(
  "%s shows what preflight says of its example (npx vitest run test/docs --update writes it anew)",
  async (code, prepare) => {
    const file = join(sampleRoot, "docs", "rules", `${code}.md`);
    const page = readFileSync(file, "utf8");
    const { diagnostics, output } = await preflightOver(account, exampleOf(page), await prepare(account));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    const shown = page.replace(
      /^(```console\n\$ handoffs preflight --env live\n).*?^```$/ms,
      (_, start) => `${start}${output}\`\`\``,
    );
    await expect(shown).toMatchFileSnapshot(file);
  },
);

it("the guide shows one of them", () => {
  const guide = readFileSync(join(sampleRoot, "docs", "preflight.md"), "utf8");
  const page = readFileSync(join(sampleRoot, "docs", "rules", "prefix-not-permitted.md"), "utf8");
  const [example = "-"] = /^```console\n.*?^```$/ms.exec(page) ?? [];
  expect(guide).toContain(example);
  for (const code of Object.keys(scenarios)) expect(guide).toContain(`\`${code}\``);
});
