import { describe, expect, it } from "vitest";
import { type Account, openAccount } from "./account.ts";
import type { ProviderProcess } from "./provider-process.ts";
import { bin, deploy, service, webhook } from "./sample.ts";

/** A test with an account of its own, so that they can wait for their retries at the same time. */
const scenario =
  (work: (account: Account, run: ProviderProcess) => Promise<void>, options?: { buildTime: number }) =>
  async () => {
    const account = await openAccount(options);
    try {
      await work(account, await account.provider());
    } finally {
      await account.close();
    }
  };

const posts = [
  "/v1/Services",
  "/Environments",
  "/Assets",
  "/Assets/{AssetSid}/Versions",
  "/Functions",
  "/Functions/{FunctionSid}/Versions",
  "/Builds",
  "/Deployments",
];

describe.concurrent.each([
  "too-many-requests",
  "server-error",
  "unavailable-after",
  "reset-before",
  "reset-after",
  "malformed-json",
])("%s", (kind) => {
  it(
    "on each kind of POST: one deployment, no twins",
    scenario(async (account, run) => {
      for (const path of posts) await account.fault({ kind, match: { method: "POST", path } });
      const deployed = await deploy(run);
      expect(await account.faults()).toEqual([]);
      const id = deployed.service.id;
      expect(await account.call({ url: String(deployed.bins[0].state.url), method: "GET" })).toContain(
        "+442079460123",
      );
      expect((await account.rest("GET", "serverless", "/v1/Services")).services).toHaveLength(1);
      expect(await account.list(`${id}/Environments`, "environments")).toHaveLength(1);
      expect(await account.list(`${id}/Assets`, "assets")).toHaveLength(3);
      expect(await account.list(`${id}/Functions`, "functions")).toHaveLength(1);
      const builds = await account.list(`${id}/Builds`, "builds");
      expect(builds.map(({ sid }) => sid)).toEqual([deployed.release.state.buildSid]);
      const path = `${deployed.release.id.replace("/", "/Environments/")}/Deployments`;
      const deployments = await account.list(path, "deployments");
      expect(deployments.map(({ sid }) => sid)).toEqual([deployed.release.state.deploymentSid]);
    }),
  );

  it(
    "on each kind of GET: a refresh all the same",
    scenario(async (account, run) => {
      const deployed = await deploy(run);
      const next = await account.provider();
      for (const path of ["/Environments", "/Builds/{Sid}", "/Assets"]) {
        await account.fault({ kind, match: { method: "GET", path } });
      }
      const [billing] = deployed.bins;
      expect(await next.read("ServerlessService", deployed.service.id, deployed.service)).toEqual(
        deployed.service,
      );
      expect(await next.read("TwimlBin", billing.id, billing)).toEqual(billing);
      expect(await next.read("Release", deployed.release.id, deployed.release)).toEqual(deployed.release);
      expect(await account.faults()).toEqual([]);
    }),
  );

  it(
    "on a number's list, update and restoration",
    scenario(async (account, run) => {
      await account.buyNumber("+442079460000", {
        VoiceUrl: "https://example.com/before",
        VoiceMethod: "GET",
      });
      for (const method of ["GET", "POST"]) {
        await account.fault({ kind, match: { method, path: "/IncomingPhoneNumbers" } });
      }
      const made = await run.create("PhoneNumberWebhook", webhook("https://example.com/ours"));
      expect(await account.number("+442079460000")).toMatchObject({ voice_url: "https://example.com/ours" });
      await account.fault({ kind, match: { method: "POST", path: "/IncomingPhoneNumbers" } });
      await (await account.provider()).delete("PhoneNumberWebhook", made);
      expect(await account.number("+442079460000")).toMatchObject({
        voice_url: "https://example.com/before",
      });
    }),
  );

  it(
    "on the deletion of a service",
    scenario(async (account, run) => {
      const made = await run.create("ServerlessService", service);
      await account.fault({ kind, match: { method: "DELETE" } });
      await (await account.provider()).delete("ServerlessService", made);
      expect((await account.rest("GET", "serverless", "/v1/Services")).services).toEqual([]);
    }),
  );
});

it(
  "survives faults on the poll of a build's status",
  scenario(
    async (account, run) => {
      for (const kind of ["server-error", "reset-after", "malformed-json"]) {
        await account.fault({ kind, match: { path: "/Status" } });
      }
      const deployed = await deploy(run);
      expect(deployed.release.state.deploymentSid).toMatch(/^ZD/);
      expect(await account.faults()).toEqual([]);
    },
    { buildTime: 300 },
  ),
);

it(
  "takes a failed list for a failure, never for an empty one",
  scenario(async (account, run) => {
    const made = await run.create("ServerlessService", service);
    await run.create("TwimlBin", bin(made, "billing"));
    const next = await account.provider();
    const fault = { kind: "server-error", match: { method: "GET", path: "/Assets" } };
    const failed = await account.failing(fault, next, () => next.create("TwimlBin", bin(made, "billing")));
    expect(failed.unfinished).toBeUndefined();
    expect(await account.list(`${made.id}/Assets`, "assets")).toHaveLength(1);
  }),
);

it(
  "says what Twilio refused, with its code and where to read about it",
  scenario(async (account) => {
    const { accountSid, apiKey } = account.emulator.credentials;
    const config = {
      accountSid,
      apiKey,
      apiSecret: "wrong-secret-of-the-key",
      endpoint: account.emulator.endpoint,
    };
    const other = await account.provider({ env: { PULUMI_CONFIG: JSON.stringify(config) } });
    const refused = other.create("ServerlessService", service);
    await expect(refused).rejects.toThrow(
      /refused POST \/v1\/Services with HTTP 401: .*errors\/20003.*TWILIO_ACCOUNT_SID/s,
    );
  }),
);

it(
  "says what credentials are missing, where they are needed and not before",
  scenario(async (account) => {
    const other = await account.provider({
      env: { PULUMI_CONFIG: JSON.stringify({ endpoint: account.emulator.endpoint }) },
    });
    expect((await other.create("ServerlessService", service, true)).state.uniqueName).toBe(
      service.uniqueName,
    );
    await expect(other.create("ServerlessService", service)).rejects.toThrow(
      /no account SID.*TWILIO_API_SECRET/s,
    );
  }),
);
