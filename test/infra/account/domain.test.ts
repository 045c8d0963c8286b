import { describe, expect, it, onTestFinished } from "vitest";
import { handoffsBeside, projectFolder } from "../../src/cli/command.ts";
import { planOf } from "../../src/project.ts";
import { startChecked } from "../local/twilio/checked-emulator.ts";
import { deployPlan } from "../site.ts";

/** No `account`: the emulator's would not be the one of a real project. */
const files = {
  "handoffs.yaml":
    'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\ndefaults: {fallback: agent}\n',
  "numbers/main-line.yaml":
    'name: Main line\nanswer: agent\nonError: billing\nenvironments: {live: {number: "+442079460000"}}\n',
};

async function manifest(endpoint: string, accountSid: string, apiSecret?: string) {
  const root = projectFolder(files);
  return handoffsBeside(["manifest", "--env", "live", "--dir", root], root, {
    TWILIO_ENDPOINT: endpoint,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: "SK10ca1000000000000000000000000000",
    TWILIO_API_SECRET: apiSecret ?? "wrong",
  });
}

describe("the URLs of a manifest", () => {
  it("have the host that the account serves the environment from, once it is deployed", async () => {
    const { endpoint, emulator, close } = await startChecked();
    onTestFinished(close);
    const { accountSid, apiSecret } = emulator.credentials;
    const before = await manifest(endpoint, accountSid, apiSecret);
    expect(before.status).toBe(0);
    expect(before.stderr).toMatch(/^The URLs are relative/);
    const deployed = await deployPlan(endpoint, planOf(files));
    const after = await manifest(endpoint, accountSid, apiSecret);
    expect(after).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(after.stdout).destinations[0].url).toBe(deployed.url("/handoffs/billing.xml"));
  });

  it("are not guessed when the account refuses", async () => {
    const { endpoint, emulator, close } = await startChecked();
    onTestFinished(close);
    const { status, stdout, stderr } = await manifest(endpoint, emulator.credentials.accountSid);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("401");
    expect(stderr).toContain("--domain");
  });
});
