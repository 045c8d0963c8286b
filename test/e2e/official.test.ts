import { afterAll, beforeAll, expect, it } from "vitest";
import { load } from "../../src/catalog/load.ts";
import { compile } from "../../src/plan/compile.ts";
import { type Deployable, deployable } from "../../src/plan/documents.ts";
import { webhooksOf } from "../../src/plan/webhooks.ts";
import { readDisk } from "../../src/source/disk.ts";
import { planPath, routerPath } from "../../src/twiml/paths.ts";
import { officialDeployer } from "../infra/local/twilio/official-deployer.ts";
import { officialClient } from "../infra/local/twilio/rest-client.ts";
import { type Company, openCompany } from "./company.ts";
import { type Deployed, deploy } from "./played.ts";

// What Twilio's own clients read of the sample company, once it is deployed.

let company: Company;
let planned: Deployable;
let deployed: Deployed;
beforeAll(async () => {
  company = await openCompany();
  const { catalog } = load(readDisk(company.root));
  if (!catalog) throw new Error("The sample company has problems");
  planned = deployable(compile(catalog, "local", new Date().toISOString().slice(0, 10)));
  deployed = await deploy(company, planned.plan);
});
afterAll(() => company.close());

const uniqueName = "handoffs-acme-support-local";

it("twilio finds the service, its live build and the webhooks as planned", async () => {
  const client = officialClient(company.emulator.endpoint);
  const { services } = client.serverless.v1;
  const found = await services(uniqueName).fetch();
  expect(found).toMatchObject({ uniqueName, includeCredentials: false, uiEditable: false });
  const service = services(found.sid);
  const [environment] = await service.environments.list();
  expect(environment).toMatchObject({ uniqueName: "local", domainName: deployed.domain });
  const build = await service.builds(environment?.buildSid ?? "").fetch();
  const served = [...build.assetVersions, ...build.functionVersions].map(
    ({ path, visibility }) => `${visibility} ${path}`,
  );
  expect(served.sort()).toEqual(
    [
      ...Object.keys(planned.bins).map((path) => `protected ${path}`),
      `private ${planPath}`,
      `protected ${routerPath}`,
    ].sort(),
  );
  expect(build).toMatchObject({ status: "completed", runtime: "node22" });
  const deployments = await service.environments(environment?.sid ?? "").deployments.list();
  expect(deployments.map(({ buildSid }) => buildSid)).toEqual([environment?.buildSid]);

  const numbers = await client.incomingPhoneNumbers.list();
  const urlOf = (path: string) => `https://${deployed.domain}${path}`;
  for (const { line, voice, fallback } of Object.values(webhooksOf(planned.plan)))
    expect(numbers.find(({ phoneNumber }) => phoneNumber === line.number)).toMatchObject({
      voiceUrl: voice.kind === "agent" ? voice.url : urlOf(voice.path),
      voiceMethod: voice.kind === "agent" ? "POST" : "GET",
      voiceFallbackUrl: urlOf(fallback),
      voiceFallbackMethod: "GET",
    });
});

it("the toolkit lists the same documents and Functions, each once", async () => {
  const { apiKey, apiSecret } = company.emulator.credentials;
  const found = await officialDeployer(company.emulator.endpoint).list({
    username: apiKey,
    password: apiSecret,
    types: ["environments", "functions", "assets", "builds", "variables"],
    serviceName: uniqueName,
    environment: "",
  });
  expect(found.environments).toMatchObject([{ unique_name: "local", domain_name: deployed.domain }]);
  expect(found.builds).toHaveLength(1);
  const names = (kind: "assets" | "functions") => found[kind]?.entries.map(({ path }) => path);
  expect(names("assets")?.sort()).toEqual([...Object.keys(planned.bins), planPath].sort());
  expect(names("functions")).toEqual([routerPath]);
  expect(found.variables?.entries).toEqual([]);
});
