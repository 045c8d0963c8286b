import { fileURLToPath } from "node:url";
import * as twilio from "@pulumi/twilio";
import { secretNamesOf } from "../src/plan/secrets.ts";
import { serviceName } from "../src/plan/service.ts";
import { webhooksOf } from "../src/plan/webhooks.ts";
import { routerPlan } from "../src/router/plan.ts";
import { syncKeyName, syncSecretName } from "../src/router/secrets.ts";
import { binPath, planPath, routerPath, secretsPath } from "../src/twiml/paths.ts";
import { references } from "../src/twiml/references.ts";
import { commitOf } from "./commit.ts";
import { contextApi, syncKey } from "./context.ts";
import { planOf } from "./plan.ts";
import * as pulumi from "./pulumi.ts";

/** The program: the plan of the stack's environment becomes resources, nothing more. */
const root = pulumi.getRootDirectory();
const { plan, bins, digest: planDigest } = planOf(root, pulumi.getStack());
const commit = commitOf(root);
const routerCode = fileURLToPath(new URL("../router/router.cjs", import.meta.url));
const { routes, numbers: entries, settings } = routerPlan(plan);

// From here on only resources are declared. Pulumi keeps a stack trace of four promises for each of their properties:
// long ones, and mapping them to its TypeScript, took a fifth of a run.
Reflect.deleteProperty(Error, "prepareStackTrace");
Error.stackTraceLimit = 2;

const config = new pulumi.Config("handoffs");
const sync = plan.context && syncKey();
const secrets = {
  ...Object.fromEntries(secretNamesOf(plan).map((name) => [name, config.requireSecret(name)])),
  ...(sync && { [syncKeyName]: sync.key, [syncSecretName]: sync.secret }),
};
const hasSecrets = Object.keys(secrets).length > 0;

const service = new twilio.ServerlessService("service", {
  uniqueName: serviceName(plan),
  friendlyName: `Handoffs of ${plan.project}, ${plan.environment}`,
  environmentName: plan.environment,
  ...(plan.account === undefined ? {} : { account: plan.account }),
});
const { serviceSid, domainName } = service;
const inService = { parent: service, deletedWith: service };

// First, as it takes four calls one after another, and the documents two each.
const routerFunction = new twilio.RouterFunction(
  "router",
  {
    serviceSid,
    domainName,
    path: routerPath,
    code: new pulumi.asset.FileAsset(routerCode),
    planPath,
    routes,
    numbers: entries,
    settings,
    ...(hasSecrets ? { secrets, secretsPath } : {}),
    policy: plan.policy,
    ...(commit === undefined ? {} : { commit }),
  },
  inService,
);

const documents = Object.entries(bins).map(([path, twiml]) => {
  const name = path.slice(1).replace(/\.xml$/, "");
  return { path, bin: new twilio.TwimlBin(name, { serviceSid, domainName, path, twiml }, inService) };
});
const leadsTo = references(bins);
const served = new Map(documents.map(({ path, bin }) => [path, bin]));

const release = new twilio.Release(
  "release",
  {
    serviceSid,
    environmentSid: service.environmentSid,
    assetVersions: {
      ...Object.fromEntries(documents.map(({ path, bin }) => [path, bin.versionSid])),
      [planPath]: routerFunction.planVersionSid,
      ...(hasSecrets ? { [secretsPath]: routerFunction.secretsVersionSid.apply((sid) => sid ?? "") } : {}),
    },
    functionVersions: { [routerPath]: routerFunction.functionVersionSid },
    references: leadsTo,
    ...(commit === undefined ? {} : { commit }),
  },
  inService,
);

// Callers arrive by these, so they change last and are restored first. They are named by their line: what the state
// remembers of a number stays its own, whatever its file is called. Once they were named by their file.
for (const [id, { line, voice, fallback, takeOver }] of Object.entries(webhooksOf(plan))) {
  const webhook = {
    voiceUrl: voice.kind === "agent" ? voice.url : urlOf(voice.path),
    voiceMethod: voice.kind === "agent" ? "POST" : "GET",
    voiceFallbackUrl: urlOf(fallback),
    voiceFallbackMethod: "GET",
    ...(takeOver ? { takeOver } : {}),
  };
  // What it leads callers to is deleted after it.
  const asked = [fallback, ...(voice.kind === "agent" ? [] : [voice.path])].flatMap((path) => [
    path,
    ...(leadsTo[path] ?? []),
  ]);
  const dependsOn = [release, ...new Set(asked.flatMap((path) => served.get(path) ?? []))];
  const options = { dependsOn, aliases: [{ name: id }] };
  if (line.number !== undefined)
    new twilio.PhoneNumberWebhook(line.number, { phoneNumber: line.number, ...webhook }, options);
  else new twilio.SipDomainWebhook(line.sipDomain, { domainName: line.sipDomain, ...webhook }, options);
}

/** What an agent calls: each destination's name and URL. */
export const handoffs = Object.fromEntries(
  Object.entries(plan.destinations).map(([id, { name }]) => [id, { name, url: urlOf(binPath(id)) }]),
);
export const numbers = Object.fromEntries(
  Object.entries(plan.numbers).map(([id, { number, sipDomain }]) => [id, number ?? sipDomain]),
);
export const domain = domainName;
/** Where agents leave what they hand over, for how many seconds, and where desks fetch it; null without `context`. */
export const context = plan.context
  ? {
      scope: plan.context.scope,
      ttl: plan.context.ttl,
      ...(plan.context.keys.length === 0 ? {} : { url: contextApi(plan, plan.context) }),
    }
  : null;
export const digest = planDigest;

// All is declared, so nobody reads these again; a diagnostic report of Node.js would list them.
for (const name of ["PULUMI_CONFIG", "TWILIO_API_KEY", "TWILIO_API_SECRET", "TWILIO_AUTH_TOKEN"])
  delete process.env[name];

function urlOf(path: string): pulumi.Output<string> {
  const bin = served.get(path);
  if (!bin) throw new Error(`The plan has no document at ${path}`);
  return bin.url;
}
