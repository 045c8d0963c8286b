import * as pulumi from "@pulumi/pulumi";
import type { MockCallArgs, MockResourceArgs } from "@pulumi/pulumi/runtime/index.js";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as twilio from "../../../infra/sdk/index.ts";

const registered: MockResourceArgs[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: (args: MockResourceArgs) => {
      registered.push(args);
      return {
        id: args.id ?? `${args.name}-id`,
        state: { ...args.inputs, url: `https://example.com/${args.name}` },
      };
    },
    call: (args: MockCallArgs) => args.inputs,
  });
});
beforeEach(() => {
  registered.splice(0);
});

const value = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

it("registers a resource with its inputs, and gives typed outputs", async () => {
  const bin = new twilio.TwimlBin("billing", {
    serviceSid: "ZS1",
    domainName: pulumi.output("acme.twil.io"),
    path: "/handoffs/billing.xml",
    twiml: "<Response/>",
  });
  const url: string = await value(bin.url);
  expect(url).toBe("https://example.com/billing");
  expect(registered).toMatchObject([
    { type: "twilio:index:TwimlBin", name: "billing", inputs: { domainName: "acme.twil.io" } },
  ]);
});

it("looks one up by id", async () => {
  const number = twilio.PhoneNumberWebhook.get("main", "PN1", { phoneNumber: "+442079460000" });
  expect(await value(number.id)).toBe("PN1");
  expect(await value(number.phoneNumber)).toBe("+442079460000");
});

it("knows its own", () => {
  const release = new twilio.Release("release", {
    serviceSid: "ZS1",
    environmentSid: "ZE1",
    assetVersions: { "/handoffs/billing.xml": pulumi.output("ZN1") },
    functionVersions: {},
  });
  expect(twilio.Release.isInstance(release)).toBe(true);
  expect(twilio.TwimlBin.isInstance(release)).toBe(false);
  expect(twilio.Release.isInstance({})).toBe(false);
});

it("gives a provider what is set, credentials as secrets", async () => {
  const provider = new twilio.Provider("other", { accountSid: "AC1", apiKey: "SK1", apiSecret: "canary" });
  await value(provider.urn);
  const other = registered.find(({ name }) => name === "other");
  const hidden = (value: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  });
  expect(other?.inputs).toEqual({ accountSid: "AC1", apiKey: hidden("SK1"), apiSecret: hidden("canary") });
});
