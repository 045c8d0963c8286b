import { afterEach, beforeEach, expect, it } from "vitest";
import { type Account, openAccount } from "./account.ts";
import { refuse, through } from "./gateway.ts";
import { deploy, webhook } from "./sample.ts";

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});
afterEach(() => account.close());

it("a 404 of something on the way is never taken for Twilio's word that a thing is gone", async () => {
  const { service, bins, router, release } = await deploy(await account.provider());
  const provider = await through(account, ({ url = "" }, _, response) => {
    if (!url.startsWith("/serverless")) return false;
    response.writeHead(404, { "content-type": "text/html" });
    response.end("<html><h1>404 Not Found</h1></html>");
    return true;
  });
  const known = {
    ServerlessService: service,
    TwimlBin: bins[0],
    RouterFunction: router,
    Release: release,
  };
  for (const [type, made] of Object.entries(known))
    await expect(provider.read(type, made.id, made)).rejects.toThrow("no answer of Twilio's API");
  await expect(provider.delete("ServerlessService", service)).rejects.toThrow("no answer of Twilio's API");
});

it("a number whose former trunk is no more gets its webhook back all the same", async () => {
  const trunk = `TK${"a".repeat(32)}`;
  const before = "https://example.com/before";
  await account.buyNumber("+442079460000", { VoiceUrl: before, TrunkSid: trunk });
  const inputs = webhook("https://example.com/ours", { takeOver: true });
  const made = await (await account.provider()).create("PhoneNumberWebhook", inputs);
  const provider = await through(account, ({ method }, body, response) =>
    method === "POST" && body.includes(`TrunkSid=${trunk}`)
      ? refuse(response, 400, 21701, `The Trunk ${trunk} was not found`)
      : false,
  );
  await provider.delete("PhoneNumberWebhook", made);
  expect((await account.number("+442079460000")).voice_url).toBe(before);
});

it("a code of Twilio's is not taken for one of gRPC", async () => {
  const provider = await through(account, ({ url = "" }, _, response) =>
    url.includes("IncomingPhoneNumbers") ? refuse(response, 400, 14, "no") : false,
  );
  const read = provider.read("PhoneNumberWebhook", "+442079460000");
  await expect(read).rejects.toMatchObject({ code: 2, message: expect.stringContaining("HTTP 400: no") });
});
