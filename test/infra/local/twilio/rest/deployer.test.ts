import type { DeployProjectConfig } from "@twilio-labs/serverless-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { credentials } from "../../../../../infra/local/twilio/credentials.ts";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialDeployer } from "../official-deployer.ts";
import { officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;

beforeAll(async () => {
  checked = await startChecked();
});
afterAll(async () => {
  await checked.close();
});

const project: DeployProjectConfig = {
  username: credentials.apiKey,
  password: credentials.apiSecret,
  env: { REGION: "ie1" },
  pkgJson: {},
  serviceName: "deployed",
  functionsEnv: "live",
  functions: [
    {
      name: "hello",
      path: "/hello",
      access: "protected",
      content: 'exports.handler = (context, event, callback) => callback(null, "hello");',
    },
  ],
  assets: [
    {
      name: "billing.xml",
      path: "/billing.xml",
      access: "protected",
      content: "<Response><Say>Hi</Say></Response>",
    },
  ],
};

it("is deployed to by Twilio's own deployer, twice", async () => {
  const first = await officialDeployer(checked.endpoint).deployProject(project);
  expect(first.domain).toMatch(/^deployed-\d{4}-live\.twil\.io$/);
  const trace = await checked.emulator.placeCall({ url: `https://${first.domain}/billing.xml` });
  expect(trace.end).toEqual({ kind: "message", text: "Hi" });

  await expect(officialDeployer(checked.endpoint).deployProject(project)).rejects.toThrow(/already exists/);
  const second = await officialDeployer(checked.endpoint).deployProject({
    ...project,
    overrideExistingService: true,
  });
  expect(second.serviceSid).toBe(first.serviceSid);
  const environment = officialClient(checked.endpoint)
    .serverless.v1.services(second.serviceSid)
    .environments(second.environmentSid);
  expect((await environment.fetch()).buildSid).toBe(second.buildSid);
  expect(await environment.variables.list()).toMatchObject([{ key: "REGION", value: "ie1" }]);
});

it("answers as Twilio's OpenAPI document says", () => {
  // The deployer sends a FriendlyName for environments, which Twilio ignores and its document does not have.
  const replies = checked.problems.filter((problem) => !/Environments 201: request/.test(problem));
  expect(replies).toEqual([]);
});
