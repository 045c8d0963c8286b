import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Account, openAccount } from "./account.ts";

let account: Account;
let proxy: ReturnType<typeof createServer>;
let asked: string[];
let env: Readonly<Record<string, string>>;
beforeEach(async () => {
  account = await openAccount();
  asked = [];
  proxy = createServer();
  // It lets nobody through, so nothing leaves this machine.
  proxy.on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  env = {
    PULUMI_CONFIG: JSON.stringify({
      accountSid,
      apiKey,
      apiSecret,
      endpoint: "https://{product}.example.com",
    }),
    HTTPS_PROXY: address,
    https_proxy: address,
    NO_PROXY: "",
    no_proxy: "",
  };
});
afterEach(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await account.close();
});

it("the tunnel of HTTPS_PROXY is what requests go through", async () => {
  const run = await account.process({ env });
  await expect(run.read("PhoneNumberWebhook", "+442079460000")).rejects.toThrow(
    "something on the way to it gave it",
  );
  expect(new Set(asked)).toEqual(new Set(["api.example.com:443"]));
});

it("what NO_PROXY names is asked without it, and so is this machine", async () => {
  const { apiKey, apiSecret, accountSid } = account.emulator.credentials;
  const config = { accountSid, apiKey, apiSecret, endpoint: account.emulator.endpoint };
  const near = await account.process({ env: { ...env, PULUMI_CONFIG: JSON.stringify(config) } });
  expect(await near.read("PhoneNumberWebhook", "+442079460000")).toBeUndefined();
  expect(asked).toEqual([]);
});
