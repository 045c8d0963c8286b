import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openCompany, webhooks } from "../e2e/company.ts";
import { embeddedEngine } from "../e2e/engine.ts";
import { handoffsBeside } from "../src/cli/command.ts";
import { sampleRoot } from "../src/project.ts";

it("docs/verify.md shows what the command prints (npx vitest run test/docs --update writes it anew)", async () => {
  const company = await openCompany();
  onTestFinished(() => company.close());
  const run = await embeddedEngine(company).up();
  expect(run.succeeded, run.text).toBe(true);
  const { accountSid } = company.emulator.credentials;
  // The commands find this emulator where `handoffs local serve` would have said that it runs.
  mkdirSync(join(company.root, ".handoffs", "local"), { recursive: true });
  writeFileSync(
    join(company.root, ".handoffs", "local", "serve.json"),
    JSON.stringify({ origin: company.emulator.origin }),
  );
  const between = [
    async () => {},
    async () => {
      company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
      const { sid } = (await webhooks(company))["+442079460001"] ?? {};
      await company.twilio(`/api/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`, {
        VoiceUrl: "https://old.example.com/voice",
      });
    },
    async () => {
      company.edit("destinations/billing.yaml", "+442079460124", "+442079460123");
      await embeddedEngine(company).refresh();
      await embeddedEngine(company).up();
      company.emulator.scriptNextCall({ outcomes: ["busy"] });
    },
  ];
  const file = join(sampleRoot, "docs", "verify.md");
  let guide = readFileSync(file, "utf8");
  const lines = [...guide.matchAll(/^```console\n\$ handoffs (.*)\n[\s\S]*?^```$/gm)];
  expect(lines.length).toBe(between.length);
  for (const [index, [block, args = ""]] of lines.entries()) {
    await between[index]?.();
    const { stdout } = await handoffsBeside(args.split(" "), company.root);
    const printed = stdout.replace(/local-\d+\.twil\.io/g, "local-1234.twil.io");
    guide = guide.replace(block, () => `\`\`\`console\n$ handoffs ${args}\n${printed}\`\`\``);
  }
  await expect(guide).toMatchFileSnapshot(file);
});
