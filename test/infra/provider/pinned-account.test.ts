import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Properties } from "../../../infra/provider/property.ts";
import { toStruct } from "../../../infra/provider/wire.ts";
import { type Account, openAccount } from "./account.ts";
import { type ProviderProcess, startProvider } from "./provider-process.ts";
import { deploy, service } from "./sample.ts";

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});
afterEach(() => account.close());

const mine = "AC10ca1000000000000000000000000000";
const theirs = `AC${"5".repeat(32)}`;
// The emulator's auth token is a part of its account's SID, so the message has that as [secret].
const refusal = `and the credentials are of ${theirs}, which has nothing of it`;

const diffConfig = (run: ProviderProcess, olds: Properties, news: Properties) =>
  run.call<rpc.DiffResponse>((done) =>
    run.client.diffConfig(new rpc.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news)), done),
  );

/** Configured by what the state has, as for a refresh or destroy, with somebody's credentials around it. */
const configured = async (state: Properties, config: Readonly<Record<string, string>>) => {
  const run = await startProvider({ env: { PULUMI_CONFIG: JSON.stringify(config) } });
  try {
    await run.call<rpc.ConfigureResponse>((done) =>
      run.client.configure(new rpc.ConfigureRequest().setArgs(toStruct(state)), done),
    );
  } finally {
    await run.close();
  }
};

describe("a stack's account", () => {
  it("is kept in the provider's state, and nothing secret with it", async () => {
    const run = await account.provider();
    expect((await run.configure()).inputs).toEqual({ accountSid: mine });
  });

  it("cannot be another in an update", async () => {
    const run = await account.provider();
    await expect(diffConfig(run, { accountSid: mine }, { accountSid: theirs })).rejects.toThrow(refusal);
  });

  it("may be unknown in a preview, and in the state of an older version", async () => {
    const run = await account.provider();
    expect((await diffConfig(run, { accountSid: mine }, {})).getDiffsList()).toEqual([]);
    expect((await diffConfig(run, {}, { accountSid: mine })).getReplacesList()).toEqual([]);
  });

  it("cannot be another in a refresh or destroy, which runs no program", async () => {
    const { apiKey, apiSecret } = account.emulator.credentials;
    const { endpoint } = account.emulator;
    const login = { apiKey, apiSecret, endpoint };
    await expect(configured({ accountSid: mine }, { ...login, accountSid: theirs })).rejects.toThrow(refusal);
    await configured({ accountSid: mine }, { ...login, accountSid: mine });
    await configured({ accountSid: mine }, { ...login });
    await configured({}, { ...login, accountSid: theirs });
  });

  it("is the service's where the provider's state does not name it", async () => {
    const made = await (await account.provider()).create("ServerlessService", service);
    const { apiKey, apiSecret } = account.emulator.credentials;
    const env = {
      PULUMI_CONFIG: JSON.stringify({
        accountSid: theirs,
        apiKey,
        apiSecret,
        endpoint: account.emulator.endpoint,
      }),
    };
    const run = await account.provider({ env });
    const type = "ServerlessService";
    await expect(run.read(type, made.id, made)).rejects.toThrow(refusal);
    await expect(run.update(type, made, service)).rejects.toThrow(refusal);
    await expect(run.delete(type, made)).rejects.toThrow(refusal);
    await expect(run.diff(type, made, service)).rejects.toThrow(refusal);
  });
});

it("takes nothing for gone before it knows that the credentials are of the account", async () => {
  const deployed = await deploy(await account.provider());
  const [serviceSid] = deployed.release.id.split("/");
  await account.rest("DELETE", "serverless", `/v1/Services/${serviceSid}`);
  await account.fault({ kind: "forbidden", match: { path: "IncomingPhoneNumbers" }, count: 100 });
  const all = [
    ["ServerlessService", deployed.service],
    ["TwimlBin", deployed.bins[0]],
    ["RouterFunction", deployed.router],
    ["Release", deployed.release],
  ] as const;
  for (const [type, made] of all)
    await expect((await account.provider()).read(type, made.id, made), type).rejects.toThrow("HTTP 403");
  await expect(
    (await account.provider()).delete("ServerlessService", deployed.service),
    "deletion",
  ).rejects.toThrow("HTTP 403");
  await account.clearFaults();
  for (const [type, made] of all)
    expect(await (await account.provider()).read(type, made.id, made), type).toBeUndefined();
  await (await account.provider()).delete("ServerlessService", deployed.service);
});
