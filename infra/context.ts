import { fileURLToPath } from "node:url";
import * as twilio from "@pulumi/twilio";
import { hashKey } from "../src/context/keys.ts";
import { settingsPath } from "../src/context/settings.ts";
import { local } from "../src/plan/environment.ts";
import type { ContextPlan, Plan } from "../src/plan/plan.ts";
import { contextServiceName } from "../src/plan/service.ts";
import * as pulumi from "./pulumi.ts";

/** Characters of a desk's key, which is hashed once and fast: it must be random, and this long. */
const shortestKey = 24;

/** The API key that reads Sync: two secrets of the stack; on the emulator its own. */
export function syncKey(): { readonly key: pulumi.Output<string>; readonly secret: pulumi.Output<string> } {
  const config = new pulumi.Config("handoffs");
  if (pulumi.getStack() !== local)
    return { key: config.requireSecret("syncKey"), secret: config.requireSecret("syncSecret") };
  const emulator = new pulumi.Config("twilio");
  return { key: emulator.requireSecret("apiKey"), secret: emulator.requireSecret("apiSecret") };
}

/**
 * The API by which a desk fetches what the agent handed over, in a service of its own: a flood of requests cannot starve
 * the router. A Function has a fixed path, so the account and the project are in it. Gives its address.
 */
export function contextApi(plan: Plan, { scope, keys }: ContextPlan): pulumi.Output<string> {
  const service = new twilio.ServerlessService("context", {
    uniqueName: contextServiceName(plan),
    friendlyName: `Handoff context of ${plan.project}, ${plan.environment}`,
    environmentName: plan.environment,
    ...(plan.account === undefined ? {} : { account: plan.account }),
  });
  const inService = { parent: service, deletedWith: service };
  const { serviceSid, domainName, accountSid } = service;
  const path = pulumi.interpolate`/v1/${accountSid}/${plan.project}/handoff_state`;
  const state = new twilio.ContextFunction(
    "context-api",
    {
      serviceSid,
      domainName,
      path,
      code: new pulumi.asset.FileAsset(fileURLToPath(new URL("../context/context.cjs", import.meta.url))),
      settingsPath,
      settings: { scope, hashes: keys.map((name) => hashOf(scope, name)), sync: syncKey() },
    },
    inService,
  );
  new twilio.Release(
    "context-release",
    {
      serviceSid,
      environmentSid: service.environmentSid,
      assetVersions: { [settingsPath]: state.settingsVersionSid },
      functionVersions: pulumi
        .all([path, state.functionVersionSid])
        .apply(([at, version]) => ({ [at]: version })),
    },
    inService,
  );
  return state.url;
}

/** What is deployed of a desk's key. On the emulator a key that is not set is `local-` and its name. */
function hashOf(scope: string, name: string): pulumi.Output<string> {
  const config = new pulumi.Config("handoffs");
  const isLocal = pulumi.getStack() === local;
  const key = isLocal
    ? (config.getSecret(name) ?? pulumi.secret(`local-${name}`))
    : config.requireSecret(name);
  return key.apply((text) => {
    if (!isLocal && text.length < shortestKey)
      throw new pulumi.RunError(
        `handoffs:${name} has ${text.length} characters. A key for the context API needs at least ${shortestKey} random ones, such as \`openssl rand -hex 24\` prints.`,
      );
    return hashKey(scope, text);
  });
}
