import { afterEach, beforeEach, expect, it } from "vitest";
import { keepSecret, maskNumbers, redact } from "../../../infra/provider/log.ts";
import { secret } from "../../../infra/provider/property.ts";
import { type Account, openAccount } from "./account.ts";
import { spawnProvider } from "./provider-process.ts";
import { bin, deploy, service, webhook } from "./sample.ts";

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});
afterEach(() => account.close());

const canaries = {
  apiKey: "SKcanary-key-7f3a",
  apiSecret: "canary secret/7f3a+=",
  authToken: "canary-token-7f3a",
};
const encodings = (text: string) => [text, encodeURIComponent(text), Buffer.from(text).toString("base64")];
const findable = (said: string): readonly string[] =>
  [...Object.values(canaries), `${canaries.apiKey}:${canaries.apiSecret}`]
    .flatMap(encodings)
    .filter((text) => said.includes(text));

it("keeps credentials from the state, wherever they come from, and works with them", async () => {
  const { endpoint, credentials } = account.emulator;
  const provider = await spawnProvider();
  try {
    const { accountSid, apiKey, apiSecret, authToken } = credentials;
    const given = { accountSid, apiKey, apiSecret: secret(apiSecret), authToken, endpoint };
    const { inputs, failures } = await provider.configure(given);
    expect(failures).toEqual([]);
    expect(inputs).toEqual({ accountSid, endpoint });
    await provider.create("ServerlessService", service);
  } finally {
    await provider.close();
  }
});

it("keeps what the stack config says from the state but the account, as every process is told anew", async () => {
  const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
  const config = { accountSid, apiKey, apiSecret, endpoint: account.emulator.endpoint };
  const run = await account.provider({ env: { PULUMI_CONFIG: JSON.stringify(config) } });
  expect((await run.configure({ ...config, version: "0.1.0" })).inputs).toEqual({
    accountSid,
    version: "0.1.0",
  });
});

it("lets a rotated credential change nothing", async () => {
  const run = await account.provider();
  const { default: rpc } = await import("@pulumi/pulumi/proto/provider_pb");
  const { toStruct } = await import("../../../infra/provider/wire.ts");
  const diff = async (olds: Record<string, string>, news: Record<string, string>) => {
    const request = new rpc.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news));
    const response = await run.call<InstanceType<typeof rpc.DiffResponse>>((done) =>
      run.client.diffConfig(request, done),
    );
    return { names: response.getDiffsList(), replaces: response.getReplacesList() };
  };
  expect(await diff({ accountSid: "AC1" }, { accountSid: "AC1", apiSecret: "new" })).toEqual({
    names: [],
    replaces: [],
  });
  const endpoint = "https://{product}.dublin.ie1.twilio.com";
  expect(await diff({ accountSid: "AC1" }, { accountSid: "AC1", endpoint })).toEqual({
    names: ["endpoint"],
    replaces: [],
  });
});

it("says them in no reply, error or debug line", async () => {
  const provider = await spawnProvider({
    env: {
      TWILIO_LOG: "debug",
      PULUMI_CONFIG: JSON.stringify({
        accountSid: account.emulator.credentials.accountSid,
        endpoint: account.emulator.endpoint,
        ...canaries,
      }),
    },
  });
  try {
    await provider.configure(
      Object.fromEntries(Object.entries(canaries).map(([name, value]) => [name, secret(value)])),
    );
    const errors: string[] = [];
    const note = (error: unknown): void => {
      errors.push(String(error), JSON.stringify(error));
    };
    await provider.create("ServerlessService", service).catch(note);
    await provider.read("ServerlessService", canaries.apiSecret).catch(note);
    await provider.read("PhoneNumberWebhook", "+442079460123").catch(note);
    await provider.create("NoSuchResource", { leaked: canaries.authToken }).catch(note);
    expect(errors.join("\n")).toContain("HTTP 401");
    expect(provider.said()).toContain("twilio: POST /v1/Services → 401");
    expect(findable(errors.join("\n"))).toEqual([]);
    expect(findable(provider.said())).toEqual([]);
  } finally {
    await provider.close();
  }
});

it("masks phone numbers in debug lines, and keeps replies as they are", async () => {
  await account.buyNumber("+442079460000");
  const run = await account.process({ env: { TWILIO_LOG: "debug" } });
  const deployed = await deploy(run);
  await run.create("PhoneNumberWebhook", webhook(String(deployed.bins[0].state.url)));
  await run.update("TwimlBin", deployed.bins[0], bin(deployed.service, "billing", "+442079460777"));
  const lines = run
    .said()
    .split("\n")
    .filter((line) => line.startsWith("twilio: "));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.join("\n")).not.toContain("2079460");
});

it("redacts each text in every encoding, the longest first", () => {
  keepSecret(["abc/1", "abc/1-longer", 'say "x"', ""]);
  expect(redact("abc/1-longer abc%2F1 YWJjLzE=")).toBe("[secret] [secret] [secret]");
  expect(redact('say "x" and {"a":"say \\"x\\""}')).toBe('[secret] and {"a":"[secret]"}');
  expect(maskNumbers("to +442079460123 and %2B442079460123, not 2026-11-23 or +1")).toBe(
    "to +44…23 and %2B44…23, not 2026-11-23 or +1",
  );
});
