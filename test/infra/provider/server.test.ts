import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAccount } from "./account.ts";
import { type ProviderProcess, spawnProvider } from "./provider-process.ts";
import { bin, deploy, release, service } from "./sample.ts";

let provider: ProviderProcess;
beforeAll(async () => {
  provider = await spawnProvider();
});
afterAll(() => provider.close());

describe("before it is configured", () => {
  it("shakes hands", async () => {
    const request = new rpc.ProviderHandshakeRequest();
    const response = await provider.call<rpc.ProviderHandshakeResponse>((done) =>
      provider.client.handshake(request, done),
    );
    expect(response.getAcceptSecrets()).toBe(true);
  });

  it("tells its version and its schema", async () => {
    const request = new rpc.GetSchemaRequest();
    const response = await provider.call<rpc.GetSchemaResponse>((done) =>
      provider.client.getSchema(request, done),
    );
    const file = JSON.parse(
      await readFile(new URL("../../../infra/provider/schema.json", import.meta.url), "utf8"),
    );
    expect(JSON.parse(response.getSchema())).toEqual(file);
    const info = await provider.call<PluginInfo>((done) =>
      provider.client.getPluginInfo(new empty.Empty(), done),
    );
    expect(info.getVersion()).toBe(file.version);
  });

  it("refuses functions and resources that it does not have", async () => {
    const request = new rpc.InvokeRequest().setTok("twilio:index:getNumber");
    const invoked = provider.call((done) => provider.client.invoke(request, done));
    await expect(invoked).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
    await expect(provider.create("TwimlBim", {})).rejects.toThrow('Did you mean "twilio:index:TwimlBin"?');
  });
});

it("checks its configuration", async () => {
  const config = { apiKye: "x", accountSid: "AC1", endpoint: "http://{product}.example.com" };
  expect((await provider.configure(config)).failures).toEqual([
    expect.stringMatching(/^apiKye: .*Did you mean "apiKey"\?/),
    expect.stringMatching(/^endpoint: .*unencrypted/),
    expect.stringMatching(/^accountSid: /),
  ]);
});

describe("with an engine", () => {
  const lines: { text: string; ephemeral: boolean; urn: string }[] = [];
  const engine = new grpc.Server();
  let address = "";
  beforeAll(async () => {
    const log = ({ request }: { request: LogRequest }, callback: grpc.sendUnaryData<empty.Empty>): void => {
      lines.push({ text: request.getMessage(), ephemeral: request.getEphemeral(), urn: request.getUrn() });
      callback(null, new empty.Empty());
    };
    engine.addService(EngineService, { log } as unknown as grpc.UntypedServiceImplementation);
    const port = await new Promise<number>((resolve) => {
      engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, bound) => resolve(bound));
    });
    address = `127.0.0.1:${port}`;
  });
  afterAll(() => engine.forceShutdown());

  it("says what it waits for beside the resource, and warns of what stays", async () => {
    const account = await openAccount({ buildTime: 300 });
    try {
      const run = await account.process({ engine: address });
      await account.fault({ kind: "too-many-requests", match: { method: "POST", path: "/Environments" } });
      await deploy(run);
      await account.buyNumber("+442079460000", { VoiceUrl: "https://example.com/ours", VoiceMethod: "GET" });
      await run.create("PhoneNumberWebhook", {
        phoneNumber: "+442079460000",
        voiceUrl: "https://example.com/ours",
        voiceMethod: "GET",
      });
      const domainName = "acme.sip.twilio.com";
      await account.createSipDomain(domainName, { ByocTrunkSid: `BY${"0".repeat(32)}` });
      await run.create("SipDomainWebhook", { domainName, voiceUrl: "https://example.com/ours" });
      const urn = (type: string): string => `urn:pulumi:test::handoffs::twilio:index:${type}::thing`;
      await expect
        .poll(() => lines)
        .toEqual(
          expect.arrayContaining([
            {
              text: expect.stringMatching(/HTTP 429.*Trying again/),
              ephemeral: true,
              urn: urn("ServerlessService"),
            },
            { text: expect.stringMatching(/^Build ZB\w+ is running/), ephemeral: true, urn: urn("Release") },
            {
              text: expect.stringContaining("already has a webhook of this stack"),
              ephemeral: false,
              urn: urn("PhoneNumberWebhook"),
            },
            {
              text: expect.stringContaining("BYOC trunk"),
              ephemeral: false,
              urn: urn("SipDomainWebhook"),
            },
          ]),
        );
    } finally {
      await account.close();
    }
  });

  it("logs to the engine that attaches", async () => {
    const account = await openAccount({ buildTime: 300 });
    try {
      const run = await account.provider();
      const request = new PluginAttach().setAddress(address);
      await run.call<empty.Empty>((done) => run.client.attach(request, done));
      lines.splice(0);
      const made = await run.create("ServerlessService", service);
      await run.create("Release", release(made, [await run.create("TwimlBin", bin(made, "billing"))]));
      await expect
        .poll(() => lines.map(({ text }) => text))
        .toContainEqual(expect.stringContaining("is running"));
    } finally {
      await account.close();
    }
  });
});

it("ends with the engine that started it", async () => {
  const engine = createServer().listen(0, "127.0.0.1");
  await once(engine, "listening");
  const address = engine.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const orphan = await spawnProvider({ engine: `127.0.0.1:${address.port}` });
  await orphan.configure();
  engine.close();
  const ended = once(orphan.child, "exit");
  orphan.client.close();
  await ended;
  expect(orphan.child.exitCode).toBe(1);
});

it("carries a plan that is larger than gRPC's own limit", async () => {
  await provider.configure();
  const routes = Object.fromEntries(
    Array.from({ length: 6000 }, (_, i) => [`d${i}`, { note: "x".repeat(1000) }]),
  );
  const { inputs } = await provider.check("RouterFunction", { routes });
  expect(Object.keys(inputs.routes as object)).toHaveLength(6000);
});
