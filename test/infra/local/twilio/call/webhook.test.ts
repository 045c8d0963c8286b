import twilio from "twilio";
import { afterAll, beforeAll, expect, it } from "vitest";
import { networkOf } from "../../../../../infra/local/twilio/call/network.ts";
import { response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("is signed so that Twilio's own library accepts it, by GET and by POST", async () => {
  await stage.call(
    {
      "/main": response('<Redirect method="GET">/get?x=ä&amp;y=a+b%20c#rc=1</Redirect>'),
      "/get": response("<Redirect>/post?x=1</Redirect>"),
      "/post": response("<Hangup/>"),
    },
    { from: "+442079460700" },
  );
  expect(stage.received).toHaveLength(3);
  for (const { url, form, headers } of stage.received) {
    const { authToken } = stage.checked.emulator.credentials;
    const signature = headers["x-twilio-signature"] ?? "";
    expect(twilio.validateRequest(authToken, signature, url, Object.fromEntries(form))).toBe(true);
    expect(twilio.validateRequest("another", signature, url, Object.fromEntries(form))).toBe(false);
  }
});

it.each([
  ["https://site-1234-live.twil.io/a", true],
  ["http://127.0.0.1:4010/a", true],
  ["http://localhost/a", true],
  ["http://[::1]:80/a", true],
  ["https://agent.example.com/voice", false],
  ["https://twil.io.example.com/voice", false],
  ["https://localhost.example.com/voice", false],
  ["http://10.0.0.1/voice", false],
])("of %s may be contacted: %s", (url, reachable) => {
  expect(networkOf(() => 1, new Map())(new URL(url)) !== undefined).toBe(reachable);
});
