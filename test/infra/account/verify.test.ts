import { describe, expect, it, onTestFinished } from "vitest";
import { deployable } from "../../../src/plan/documents.ts";
import { handoffsBeside, projectFolder } from "../../src/cli/command.ts";
import { expectShape } from "../../src/cli/shape.ts";
import { planOf } from "../../src/project.ts";
import { type CheckedEmulator, startChecked } from "../local/twilio/checked-emulator.ts";
import type { Site } from "../local/twilio/deploy.ts";
import { officialClient } from "../local/twilio/rest-client.ts";
import { deployPlan, siteOf } from "../site.ts";

/** No `account`: the emulator's would not be the one of a real project. */
const files = {
  "handoffs.yaml":
    'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\ndefaults: {fallback: agent}\n',
  "destinations/sales.yaml":
    'name: Sales\ndescription: The caller wants to buy.\nto: "+442079460200"\nfallback: billing\naliases: [shop]\nscreening: {whisper: A sales call., accept: "1"}\n',
  "destinations/desk.yaml":
    'name: Desk\ndescription: The caller asks for the desk.\nto: {sip: {uri: "sip:desk@pbx.example.com", transport: tls}}\nhours: office\nclosed: sales\n',
  "schedules/office.yaml": "timeZone: Europe/London\nopen: always\n",
  "numbers/main-line.yaml":
    'name: Main line\nanswer: agent\nonError: billing\nenvironments: {live: {number: "+442079460000"}}\n',
  "numbers/sales-line.yaml":
    'name: Sales line\nanswer: sales\nonError: billing\nenvironments: {live: {number: "+442079460001"}}\n',
  "numbers/pbx.yaml":
    "name: PBX\nanswer: sales\nonError: billing\nenvironments: {live: {sipDomain: acme.sip.twilio.com}}\n",
};

interface Account {
  readonly checked: CheckedEmulator;
  readonly client: ReturnType<typeof officialClient>;
  readonly verify: (
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => ReturnType<typeof handoffsBeside>;
}

/** An account to which the project is deployed, with some of its documents changed or, undefined, left out. */
async function account(changes: Readonly<Record<string, Site[string] | undefined>> = {}): Promise<Account> {
  const checked = await startChecked();
  onTestFinished(() => checked.close());
  const client = officialClient(checked.endpoint);
  await deployPlan(checked.endpoint, planOf(files), changes);
  const root = projectFolder(files);
  const { accountSid, apiKey, apiSecret, authToken } = checked.emulator.credentials;
  return {
    checked,
    client,
    verify: (args = [], env = { TWILIO_AUTH_TOKEN: authToken }) =>
      handoffsBeside(["verify", "--env", "live", "--dir", root, ...args], root, {
        TWILIO_ENDPOINT: checked.endpoint,
        TWILIO_ACCOUNT_SID: accountSid,
        TWILIO_API_KEY: apiKey,
        TWILIO_API_SECRET: apiSecret,
        ...env,
      }),
  };
}

/** What is said of a subject, a message a line with what was planned and found. */
interface Found {
  readonly state: string;
  readonly findings: readonly {
    readonly message: string;
    readonly planned?: string;
    readonly found?: string;
  }[];
}
interface Report {
  readonly asPlanned: boolean;
  readonly release: Found;
  readonly destinations: Readonly<Record<string, Found>>;
  readonly numbers: Readonly<Record<string, Found>>;
  readonly call?: { readonly legs: readonly { to: string; status: string }[]; readonly asPlanned: boolean };
}

const reportOf = (stdout: string) => expectShape("verify", stdout) as Report;

/** Every message, after the subject that it is about. */
const messagesOf = ({ release, destinations, numbers }: Report) =>
  [["release", release] as const, ...Object.entries(destinations), ...Object.entries(numbers)].flatMap(
    ([name, { findings }]) => findings.map(({ message }) => `${name}: ${message}`),
  );

describe("handoffs verify", () => {
  it("is content with what was deployed, and asks the REST API as its document says", async () => {
    const { verify, checked } = await account();
    const { status, stdout } = await verify();
    expect(stdout).toContain("3 destinations and 3 numbers answer as planned.");
    expect(status).toBe(0);
    const report = reportOf((await verify(["--json"])).stdout);
    expect(report.asPlanned).toBe(true);
    expect(messagesOf(report)).toEqual([]);
    expect(checked.problems).toEqual([]);
  });

  it("finds documents that are missing, strange, wrong, read aloud, or open to anybody", async () => {
    const { bins } = deployable(planOf(files));
    const { verify } = await account({
      "/handoffs/billing.xml": bins["/handoffs/billing.xml"]?.replace("to=billing", "to=sales"),
      "/whisper/sales.xml": undefined,
      "/handoffs/shop.xml": { content: bins["/handoffs/shop.xml"] ?? "", type: "text/plain" },
      "/handoffs/desk.xml": { content: bins["/handoffs/desk.xml"] ?? "", visibility: "public" },
      "/handoffs/gone.xml": "<Response/>",
    });
    const { status, stdout } = await verify(["--json"]);
    const report = reportOf(stdout);
    expect(status).toBe(1);
    expect(messagesOf(report)).toEqual([
      "release: /handoffs/gone.xml is deployed, and the plan has no such document.",
      "billing: /handoffs/billing.xml is not what the plan says.",
      "desk: /handoffs/desk.xml answers anybody: an unsigned request got HTTP 200 instead of 403.",
      "sales: /whisper/sales.xml is not deployed.",
      "sales: /handoffs/shop.xml is served as text/plain, which is not read as TwiML.",
    ]);
    const [wrong] = report.destinations.billing?.findings ?? [];
    expect(wrong?.found).toBe(wrong?.planned?.replace("to=billing", "to=sales"));
  });

  it("finds a router that decides otherwise, is another one, or does not answer", async () => {
    const sales = files["destinations/sales.yaml"].replace("fallback: billing", "fallback: desk");
    const other = siteOf(planOf({ ...files, "destinations/sales.yaml": sales }));
    const replanned = await account({ "/plan.json": other["/plan.json"] });
    expect(messagesOf(reportOf((await replanned.verify(["--json"])).stdout))).toEqual([
      "sales: The router does not answer as planned after a leg that failed.",
    ]);
    const broken = "exports.handler = (context, event, callback) => callback(new Error('no'));";
    const failing = await account({ "/router": broken });
    expect(messagesOf(reportOf((await failing.verify(["--json"])).stdout))).toEqual([
      "release: The router is of another version of handoffs than this one.",
      ...["billing", "desk", "sales"].flatMap((id) => [
        `${id}: The router answers with HTTP 500.`,
        `${id}: The router answers with HTTP 500 after a leg that failed.`,
      ]),
    ]);
  });

  it("finds a plan that others than the router can read", async () => {
    const plan = siteOf(planOf(files))["/plan.json"];
    const { verify } = await account({
      "/plan.json": { content: typeof plan === "object" ? plan.content : "", visibility: "protected" },
    });
    expect(messagesOf(reportOf((await verify(["--json"])).stdout))).toContain(
      "release: /plan.json is not private: others than the router can read it.",
    );
  });

  it("finds numbers and SIP domains that ask elsewhere, or are gone", async () => {
    const { client, verify } = await account();
    const numbers = await client.incomingPhoneNumbers.list();
    const [main, sales] = ["+442079460000", "+442079460001"].map((wanted) =>
      numbers.find(({ phoneNumber }) => phoneNumber === wanted),
    );
    const [pbx] = await client.sip.domains.list();
    await client
      .incomingPhoneNumbers(main?.sid ?? "")
      .update({ voiceMethod: "GET", trunkSid: `TK${"1".repeat(32)}` });
    await client.incomingPhoneNumbers(sales?.sid ?? "").remove();
    await client.sip.domains(pbx?.sid ?? "").update({ voiceUrl: "https://old.example.com/voice" });
    const { stdout } = await verify();
    expect(stdout).toMatch(/main-line \(\+442079460000\) +different/);
    expect(stdout).toContain(`+442079460000 is on TK${"1".repeat(32)}: its voice URL is never asked.`);
    expect(stdout).toMatch(/voice URL's method of \+442079460000.*\n +found +GET\n +planned +POST/);
    expect(stdout).toContain("The account has no +442079460001.");
    expect(stdout).toMatch(
      /found +https:\/\/old\.example\.com\/voice\n +planned +https:.*\/handoffs\/sales\.xml/,
    );
    expect(stdout).toContain(
      "3 of 7 are not as planned. To set it right: pulumi refresh --stack live, then pulumi up --stack live.",
    );
  });

  it("says what it cannot check without the auth token, and checks the rest", async () => {
    const { verify } = await account({ "/handoffs/desk.xml": undefined });
    const withoutToken = { TWILIO_AUTH_TOKEN: "" };
    const report = reportOf((await verify(["--json"], withoutToken)).stdout);
    expect(messagesOf(report)).toEqual([
      expect.stringMatching(/^release: .* only be read with the account's auth token: set TWILIO_AUTH_TOKEN/),
      "desk: /handoffs/desk.xml is not deployed.",
    ]);
    const { verify: sound } = await account();
    const { status, stdout } = await sound([], withoutToken);
    expect(status).toBe(0);
    expect(stdout).toContain("as planned, as far as it could be checked");
  });

  it("asks about the auth token where signed requests are refused", async () => {
    const { verify } = await account();
    const { status, stdout } = await verify([], { TWILIO_AUTH_TOKEN: "f".repeat(32) });
    expect(status).toBe(1);
    expect(stdout).toContain(
      "/handoffs/billing.xml answers a signed request with HTTP 403. Is TWILIO_AUTH_TOKEN the account's primary auth token?",
    );
  });

  it("says what Twilio refuses, without its stack", async () => {
    const { verify } = await account();
    const { status, stdout, stderr } = await verify([], { TWILIO_API_SECRET: "another" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(
      /^handoffs: Twilio refused GET .* with HTTP 401: .* Check TWILIO_ACCOUNT_SID .*\n$/,
    );
  });

  it("says when nothing is deployed", async () => {
    const { client, verify } = await account();
    await client.serverless.v1.services("handoffs-acme-live").remove();
    const report = reportOf((await verify(["--json"])).stdout);
    expect(report).toMatchObject({
      domain: null,
      asPlanned: false,
      destinations: { billing: { state: "different" } },
    });
    expect(report.release.findings[0]?.message).toContain('the account has no service "handoffs-acme-live"');
  });
});

describe("handoffs verify --call", () => {
  it("hands a real call to a destination, and tells whom it rang", async () => {
    const { checked, verify } = await account();
    checked.emulator.scriptNextCall({ outcomes: ["busy"] });
    const { status, stdout } = await verify(["--call", "sales", "--wait", "2"]);
    expect(stdout).toContain("A test call from +442079460001 to +442079460000, for sales\n");
    expect(stdout).toContain("  rang +442079460200: busy\n  rang +442079460123: completed\n");
    expect(stdout).toContain("By the plan it ends with a person at billing.");
    expect(status).toBe(0);
    expect(checked.problems).toEqual([]);
  });

  it("calls a number, and knows whom the plan would not ring", async () => {
    const other = {
      ...files,
      "destinations/sales.yaml": files["destinations/sales.yaml"].replace("0200", "0209"),
    };
    const { verify } = await account({ "/plan.json": siteOf(planOf(other))["/plan.json"] });
    const { status, stdout } = await verify(["--call", "sales-line", "--wait", "2", "--json"]);
    expect(reportOf(stdout).call).toMatchObject({
      to: "+442079460001",
      legs: [{ to: "+442079460209", status: "completed" }],
      asPlanned: false,
      end: null,
    });
    expect(status).toBe(1);
  });

  it("leaves a call with the agent who answers it", async () => {
    const { client, verify } = await account();
    const { stdout } = await verify(["--call", "+442079460000", "--wait", "1", "--json"]);
    expect(reportOf(stdout).call).toMatchObject({ legs: [], asPlanned: true, end: { kind: "agent" } });
    // And ends it: nobody is behind it.
    expect((await client.calls.list({ status: "in-progress" })).length).toBe(0);
  });

  it.each([
    ["nobody", /neither a destination nor a number of live/],
    ["pbx", /is a SIP domain/],
  ])("refuses to call %s", async (target, message) => {
    const { verify } = await account();
    const { status, stderr } = await verify(["--call", target]);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
