import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handoffsBeside, projectFolder } from "../../src/cli/command.ts";
import { sampleRoot } from "../../src/project.ts";
import { officialClient } from "../local/twilio/rest-client.ts";
import { type Account, openAccount } from "../provider/account.ts";
import { preflightOver } from "./preflight-run.ts";
import { mainLine } from "./scenarios.ts";

// What each code is about: test/docs/preflight.test.ts.

let account: Account;
beforeEach(async () => {
  account = await openAccount();
  await account.buyNumber(mainLine);
  await account.resetCalls();
});
afterEach(() => account.close());

const destination = (to: string, more = ""): string =>
  `name: Billing support\ndescription: The caller wants to pay, question or dispute a bill.\nto: ${to}\n${more}`;
const billing = (to: string, more?: string) =>
  new Map([["destinations/billing.yaml", destination(to, more)]]);

describe("an account that is in order", () => {
  it("has no problems, and is asked five questions that change nothing", async () => {
    const { diagnostics } = await preflightOver(account);
    expect(diagnostics).toEqual([]);
    expect([...(await account.calls())].sort()).toEqual(
      [
        "GET /2010-04-01/Accounts/{Sid}.json",
        "GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json",
        "GET /v1/DialingPermissions/Countries",
        "GET /v1/DialingPermissions/Countries/{IsoCode}/HighRiskSpecialPrefixes",
        "GET /v1/Services",
        "GET /v2/PhoneNumbers/{Name}",
      ].sort(),
    );
  });

  it("may have what is only there when somebody has made it", async () => {
    const client = officialClient(account.emulator.endpoint);
    const { sid } = await client.taskrouter.v1.workspaces.create({ friendlyName: "Flex Task Assignment" });
    const workflow = await client.taskrouter.v1
      .workspaces(sid)
      .workflows.create({ friendlyName: "Assign", configuration: "{}" });
    await client.queues.create({ friendlyName: "support" });
    await client.validationRequests.create({ phoneNumber: "+442079460999" });
    const flex = billing(`{flex: {workflow: ${workflow.sid}}}`, 'callerId: "+442079460999"\n');
    expect((await preflightOver(account, flex)).diagnostics).toEqual([]);
    expect((await preflightOver(account, billing("{queue: {name: support}}"))).diagnostics).toEqual([]);
    expect(
      (await preflightOver(account, billing('"+442079460123"', `callerId: "${mainLine}"\n`))).diagnostics,
    ).toEqual([]);
  });
});

it("takes what a file says it may, and nothing else, from others", async () => {
  const { sid } = await account.number(mainLine);
  const { accountSid } = account.emulator.credentials;
  await account.rest("POST", "api", `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`, {
    VoiceUrl: "https://handoffs-other-live-1234.twil.io/handoffs/desk.xml",
  });
  const line = (more: string) =>
    new Map([
      [
        "numbers/main-line.yaml",
        `name: Main\nanswer: agent\nonError: reception\n${more}environments: {live: {number: "${mainLine}"}}\n`,
      ],
    ]);
  expect((await preflightOver(account, line(""))).diagnostics).toMatchObject([
    { code: "number-held", message: expect.stringContaining("another handoffs stack, handoffs-other-live") },
  ]);
  expect((await preflightOver(account, line("takeOver: true\n"))).diagnostics).toEqual([]);
});

it("asks with the auth token whether a trial account rings the destinations", async () => {
  await fetch(`${account.emulator.origin}/emulator/account`, {
    method: "POST",
    body: JSON.stringify({ type: "Trial" }),
  });
  const { diagnostics } = await preflightOver(account, undefined, { TWILIO_AUTH_TOKEN: "" });
  expect(diagnostics.map(({ code }) => code)).toEqual(["account-unseen"]);
  const codes = (await preflightOver(account)).diagnostics.map(({ code }) => code);
  expect(codes.filter((code) => code === "trial-unverified")).toHaveLength(3);
});

it("says that nothing was checked where nobody answers", async () => {
  const endpoint = "http://127.0.0.1:1/{product}";
  const { diagnostics } = await preflightOver(account, undefined, { TWILIO_ENDPOINT: endpoint });
  expect(diagnostics).toMatchObject([
    {
      code: "not-checked",
      severity: "error",
      message: expect.stringMatching(/^Nothing was checked\. .*no answer/),
    },
  ]);
});

it("refuses a wrong auth token, though the API key is good", async () => {
  const { diagnostics } = await preflightOver(account, undefined, { TWILIO_AUTH_TOKEN: "mistyped" });
  expect(diagnostics).toMatchObject([
    { code: "credentials-refused", message: expect.stringMatching(/auth token/) },
  ]);
});

it("says once what every destination has from the environment", async () => {
  const project = (to: string) => `project: acme
environments:
  live: {account: ${account.emulator.credentials.accountSid}, to: "${to}", agent: {url: "https://agent.example.com/voice"}}
defaults: {fallback: agent, callerId: "+442079460998"}
`;
  const main =
    'name: Main line\nanswer: agent\nonError: reception\nenvironments:\n  live: {number: "+442079460000"}\n';
  const files = new Map([
    ["handoffs.yaml", project("+443069990123")],
    ["numbers/main-line.yaml", main],
  ]);
  const { diagnostics } = await preflightOver(account, files);
  expect(diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
    "prefix-not-permitted handoffs.yaml:3",
    "caller-id-unknown handoffs.yaml:4",
  ]);
});

it("knows that Canada is listed with the United States", async () => {
  const { voice } = officialClient(account.emulator.endpoint);
  const project = new Map([...billing('"+14165550123"')]);
  const files = new Map([
    ...project,
    [
      "handoffs.yaml",
      `project: acme
environments:
  live: {account: ${account.emulator.credentials.accountSid}, agent: {url: "https://agent.example.com/voice"}}
defaults: {fallback: agent}
`,
    ],
    [
      "numbers/main-line.yaml",
      'name: Main line\nanswer: agent\nonError: reception\nenvironments:\n  live: {number: "+442079460000"}\n',
    ],
  ]);
  expect((await preflightOver(account, files)).diagnostics).toEqual([]);
  const updateRequest = '[{"iso_code": "US", "low_risk_numbers_enabled": false}]';
  await voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
  expect((await preflightOver(account, files)).diagnostics).toMatchObject([
    { code: "country-not-permitted", message: expect.stringContaining("United States/Canada") },
  ]);
});

describe("the command", () => {
  const run = async (...args: readonly string[]) => {
    const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
    const root = projectFolder({
      "handoffs.yaml": `project: acme
environments:
  live: {account: ${accountSid}, agent: {url: "https://agent.example.com/voice"}}
defaults: {fallback: agent}
`,
      "numbers/main-line.yaml":
        'name: Main line\nanswer: agent\nonError: billing\nenvironments:\n  live: {number: "+442079460009"}\n',
    });
    vi.stubEnv("TWILIO_ACCOUNT_SID", accountSid);
    vi.stubEnv("TWILIO_API_KEY", apiKey);
    vi.stubEnv("TWILIO_API_SECRET", apiSecret);
    vi.stubEnv("TWILIO_ENDPOINT", account.emulator.endpoint);
    try {
      return await handoffsBeside(["preflight", "--env", "live", ...args], root);
    } finally {
      vi.unstubAllEnvs();
    }
  };

  it("prints the JSON of validate, and ends with 1", async () => {
    const { status, stdout, stderr } = await run("--format", "json");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "Asked Twilio 6 times; nothing was changed.\n" });
    const schema = JSON.parse(readFileSync(join(sampleRoot, "schema/output/validate.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    const result: unknown = JSON.parse(stdout);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result).toMatchObject({
      diagnostics: [
        { code: "account-unseen", severity: "info", file: "handoffs.yaml", line: 3 },
        { code: "number-absent", severity: "error", file: "numbers/main-line.yaml", line: 5 },
      ],
      summary: { errors: 1, warnings: 0 },
    });
  });

  it("annotates files for GitHub", async () => {
    expect((await run("--format", "github")).stdout).toMatch(
      /^::error file=numbers\/main-line\.yaml,line=5,.*number-absent/m,
    );
  });
});
