import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { load } from "../../../src/catalog/load.ts";
import { compile } from "../../../src/plan/compile.ts";
import { webhooksOf } from "../../../src/plan/webhooks.ts";
import { readDisk } from "../../../src/source/disk.ts";
import { handoffsBeside, projectFolder } from "../../src/cli/command.ts";
import { sampleRoot } from "../../src/project.ts";
import { officialClient } from "../local/twilio/rest-client.ts";
import { type Account, openAccount } from "../provider/account.ts";

let account: Account;
let host: string;
beforeEach(async () => {
  account = await openAccount();
  const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
  vi.stubEnv("TWILIO_ACCOUNT_SID", accountSid);
  vi.stubEnv("TWILIO_API_KEY", apiKey);
  vi.stubEnv("TWILIO_API_SECRET", apiSecret);
  vi.stubEnv("TWILIO_ENDPOINT", account.emulator.endpoint);
  const { services } = officialClient(account.emulator.endpoint).serverless.v1;
  const { sid } = await services.create({ uniqueName: "handoffs-acme-live", friendlyName: "Handoffs" });
  host = `https://${(await services(sid).environments.create({ uniqueName: "live" })).domainName}`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await account.close();
});

const agentUrl = "https://agent.example.com/voice";

const project = (more: Readonly<Record<string, string | undefined>> = {}): string =>
  projectFolder({
    "handoffs.yaml": `project: acme
environments:
  live: {account: ${account.emulator.credentials.accountSid}, agent: {url: "${agentUrl}"}}
  sandbox: {agent: {url: "https://sandbox.example.com/voice"}, to: "+442079460800"}
defaults: {fallback: agent}
`,
    "destinations/billing.yaml":
      'name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\nto: "+442079460123"\naliases: [accounts]\n',
    "numbers/main-line.yaml": undefined,
    ...more,
  });

const importInto = (root: string) =>
  handoffsBeside(["import", "twilio", "--env", "live", "--dir", root], root);

const read = (root: string, id: string): string => readFileSync(join(root, "numbers", `${id}.yaml`), "utf8");

it("writes what a deployment would leave as it is", async () => {
  const ours = {
    VoiceMethod: "GET",
    VoiceFallbackUrl: `${host}/onerror/sales.xml`,
    VoiceFallbackMethod: "GET",
  };
  await account.buyNumber("+442079460000", {
    ...ours,
    FriendlyName: "Main UK line",
    VoiceUrl: agentUrl,
    VoiceMethod: "POST",
  });
  await account.buyNumber("+442079460001", {
    ...ours,
    FriendlyName: "Bills",
    VoiceUrl: `${host}/handoffs/accounts.xml`,
  });
  await account.createSipDomain("acme.sip.twilio.com", {
    ...ours,
    FriendlyName: "PBX",
    VoiceUrl: `${host}/handoffs/sales.xml`,
  });
  const root = project();
  const before = await account.rest("GET", "api", list());
  expect(await importInto(root)).toEqual({
    status: 0,
    stdout: "numbers/main-uk-line.yaml\nnumbers/bills.yaml\nnumbers/pbx.yaml\n",
    stderr: "3 files were written; nothing was changed at Twilio.\n",
  });
  expect(await account.rest("GET", "api", list())).toEqual(before);
  expect(
    read(root, "main-uk-line"),
  ).toBe(`# yaml-language-server: $schema=../node_modules/handoffs/schema/number.schema.json
name: Main UK line
answer: agent
onError: sales
environments:
  live:
    number: "+442079460000"
`);
  const { catalog } = load(readDisk(root));
  if (!catalog) throw new Error("The imported files have problems");
  const bin = (id: string) => ({ kind: "bin", path: `/handoffs/${id}.xml` });
  const fallback = "/onerror/sales.xml";
  expect(webhooksOf(compile(catalog, "live", "2026-11-23"))).toMatchObject({
    "main-uk-line": { line: { number: "+442079460000" }, voice: { kind: "agent", url: agentUrl }, fallback },
    bills: { line: { number: "+442079460001" }, voice: bin("billing"), fallback },
    pbx: { line: { sipDomain: "acme.sip.twilio.com" }, voice: bin("sales"), fallback },
  });
});

const list = (): string =>
  `/2010-04-01/Accounts/${account.emulator.credentials.accountSid}/IncomingPhoneNumbers.json`;

it("says of each number what no file can, and keeps what may be secret to itself", async () => {
  await account.buyNumber("+442079460000", {
    FriendlyName: "Old IVR",
    VoiceUrl: "https://user:canary-7f3a@ivr.example.com/voice?token=canary-7f3a",
    VoiceFallbackUrl: "https://ivr.example.com/fallback",
  });
  const root = project();
  const { status, stdout, stderr } = await importInto(root);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "numbers/old-ivr.yaml\n" });
  expect(
    read(root, "old-ivr"),
  ).toBe(`# yaml-language-server: $schema=../node_modules/handoffs/schema/number.schema.json
# Calls go to https://…@ivr.example.com/voice?… (POST), which no file can say: a deployment has them answered by the agent, and its removal puts this back.
# When that fails, Twilio asks https://ivr.example.com/fallback (POST); here it is "billing", which this import chose.
name: Old IVR
answer: agent
onError: billing
environments:
  live:
    number: "+442079460000"
`);
  const guide = readFileSync(join(sampleRoot, "docs", "deploying.md"), "utf8");
  expect(guide).toContain(`$ handoffs import twilio --env live\n${stdout}${stderr}\`\`\``);
  expect(stderr).not.toContain("canary");
  expect((await handoffsBeside(["validate", "--dir", root], root)).status).toBe(0);
});

it("leaves out what takes no calls, what others have, and what is here already", async () => {
  await account.buyNumber("+442079460000", { FriendlyName: "Trunk", TrunkSid: `TK${"0".repeat(32)}` });
  await account.buyNumber("+442079460001", {
    FriendlyName: "App",
    VoiceApplicationSid: `AP${"0".repeat(32)}`,
  });
  await account.buyNumber("+442079460002", { FriendlyName: "Fax", VoiceReceiveMode: "fax" });
  await account.buyNumber("+442079460700", { FriendlyName: "Test line" });
  await account.buyNumber("+442079460003", { FriendlyName: "Main" });
  const root = project({
    "numbers/main.yaml":
      'name: Main\nanswer: agent\nonError: billing\nenvironments:\n  live: {number: "+442079460003"}\n  sandbox: {number: "+442079460700"}\n',
  });
  const { status, stdout, stderr } = await importInto(root);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^\+442079460000 is left out: its calls go to the SIP trunk TK0+\. Detach it/),
    expect.stringMatching(
      /^\+442079460001 is left out: its calls go to the TwiML application AP0+\. Detach it/,
    ),
    "+442079460002 is left out: it receives faxes.",
    "+442079460700 is left out: numbers/main.yaml has it in sandbox.",
    "No file was written; nothing was changed at Twilio.",
    "",
  ]);
  expect(readdirSync(join(root, "numbers"))).toEqual(["main.yaml"]);
});

it("gives each file a name of its own, and writes over none", async () => {
  for (const [number, name] of [
    ["+442079460001", "Main"],
    ["+442079460002", "Main"],
    ["+442079460003", "Sales"],
    ["+442079460004", "Ωμέγα"],
  ] as const)
    await account.buyNumber(number, { FriendlyName: name });
  const main =
    'name: Main\nanswer: agent\nonError: billing\nenvironments: {live: {number: "+442079460009"}}\n';
  const root = project({ "numbers/main.yaml": main });
  const { stdout } = await importInto(root);
  expect(stdout).toBe(
    "numbers/main-2.yaml\nnumbers/main-3.yaml\nnumbers/sales-2.yaml\nnumbers/number.yaml\n",
  );
  expect(read(root, "main")).toBe(main);
  expect(read(root, "number")).toContain("name: Ωμέγα\n");
  expect((await handoffsBeside(["validate", "--dir", root], root)).status).toBe(0);
  expect((await importInto(root)).stdout).toBe("");
});

it("needs a destination that callers can reach when the agent fails", async () => {
  await account.buyNumber("+442079460001");
  const root = project({
    "destinations/billing.yaml":
      "name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\nto: {queue: {name: bills}}\n",
    "destinations/sales.yaml": undefined,
  });
  expect(await importInto(root)).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/rings a plain number/),
  });
});
