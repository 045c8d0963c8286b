import { describe, expect, it } from "vitest";
import {
  configure,
  endpointProblem,
  fromEnvironment,
  fromProperties,
  fromStackConfig,
} from "../../../infra/provider/configuration.ts";
import { secret, unknown } from "../../../infra/provider/property.ts";

const live = { accountSid: "AC1", apiKey: "SK1", apiSecret: "s1" };

describe("precedence", () => {
  it("takes the environment where the stack says nothing", () => {
    const env = {
      TWILIO_ACCOUNT_SID: "AC1",
      TWILIO_API_KEY: "SK1",
      TWILIO_API_SECRET: "s1",
      TWILIO_AUTH_TOKEN: "",
    };
    expect(configure({}, fromEnvironment(env))).toMatchObject({
      accountSid: "AC1",
      login: { username: "SK1", password: "s1" },
      authToken: undefined,
      endpoint: "https://{product}.twilio.com",
      secrets: ["SK1", "s1"],
    });
  });

  it("prefers the stack's credentials as a set, even an auth token to the environment's key", () => {
    expect(configure({ accountSid: "AC2", authToken: "t2" }, live).login).toEqual({
      username: "AC2",
      password: "t2",
    });
    expect(
      configure({ accountSid: "AC2", apiKey: "SK2", apiSecret: "s2", authToken: "t2" }, live).login,
    ).toEqual({
      username: "SK2",
      password: "s2",
    });
  });

  it("completes a key in the stack with its secret in the environment", () => {
    expect(configure({ accountSid: "AC1", apiKey: "SK2" }, { apiSecret: "s2" }).login).toEqual({
      username: "SK2",
      password: "s2",
    });
  });

  it("sends no credentials of the environment to a local endpoint of the stack", () => {
    const local = configure({ endpoint: "http://127.0.0.1:4010/{product}" }, { ...live, authToken: "t1" });
    expect(local).toMatchObject({
      accountSid: undefined,
      authToken: undefined,
      login: { missing: expect.anything() },
    });
    const own = configure(
      { endpoint: "http://127.0.0.1:4010/{product}", accountSid: "AC9", authToken: "t9" },
      live,
    );
    expect(own.login).toEqual({ username: "AC9", password: "t9" });
  });

  it("says what is missing", () => {
    expect(configure({}, {}).login).toMatchObject({ missing: expect.stringContaining("no account SID") });
    expect(configure({ accountSid: "AC1", apiKey: "SK1" }, {}).login).toMatchObject({
      missing: expect.stringContaining("neither an API key with its secret nor an auth token"),
    });
  });
});

describe("sources", () => {
  it("reads the stack config that the CLI passes", () => {
    expect(
      fromStackConfig({ PULUMI_CONFIG: JSON.stringify({ accountSid: "AC1", other: "x", apiKey: 5 }) }),
    ).toEqual({ accountSid: "AC1" });
    expect(fromStackConfig({ PULUMI_CONFIG: "{" })).toEqual({});
    expect(fromStackConfig({})).toEqual({});
  });

  it("reads a provider's inputs, secret or not, known or not", () => {
    expect(fromProperties({ accountSid: "AC1", apiKey: secret("SK1"), apiSecret: unknown })).toEqual({
      accountSid: "AC1",
      apiKey: "SK1",
    });
  });
});

describe("endpoint", () => {
  it.each([
    "https://{product}.twilio.com",
    "https://{product}.dublin.ie1.twilio.com",
    "http://127.0.0.1:4010/{product}",
    "http://127.1.2.3/{product}",
    "http://[::1]:4010/{product}",
    "http://localhost:4010/{product}",
  ])("%s is fine", (endpoint) => {
    expect(endpointProblem(endpoint)).toBeUndefined();
  });

  it.each([
    ["https://api.twilio.com", "no {product}"],
    ["{product}", "not a URL"],
    ["http://{product}.twilio.com", "unencrypted"],
    ["http://127.0.0.1.example.com/{product}", "unencrypted"],
    ["http://localhost.example.com/{product}", "unencrypted"],
    ["http://127.0.0.1@example.com/{product}", "more than an origin"],
    ["ftp://{product}.twilio.com", "unencrypted"],
    ["https://user:pass@{product}.twilio.com", "more than an origin"],
    ["https://example.com/?to={product}", "more than an origin"],
    ["https://example.com/#{product}", "more than an origin"],
  ])("%s is refused", (endpoint, why) => {
    expect(endpointProblem(endpoint)).toContain(why);
  });
});
