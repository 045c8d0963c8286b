import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployable } from "../../src/plan/documents.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { webhooksOf } from "../../src/plan/webhooks.ts";
import { routerPlan } from "../../src/router/plan.ts";
import { sampleRoot } from "../src/project.ts";
import { type Deployed, deploy, type Site } from "./local/twilio/deploy.ts";
import { officialClient } from "./local/twilio/rest-client.ts";

/** What `pulumi up` would have deployed of a plan. */
export function siteOf(plan: Plan): Site {
  const { settings, routes, numbers } = routerPlan(plan);
  const content = JSON.stringify({ ...settings, routes, numbers });
  const router = readFileSync(join(sampleRoot, "dist", "router", "router.cjs"), "utf8");
  return {
    ...deployable(plan).bins,
    "/plan.json": { content, visibility: "private", type: "application/json" },
    "/router": { content: router, type: "application/javascript" },
  };
}

/**
 * Deploys a plan to the emulator without an engine, some of its documents changed or, undefined, left out, and points
 * numbers and SIP domains of the account at it.
 */
export async function deployPlan(
  endpoint: string,
  plan: Plan,
  changes: Readonly<Record<string, Site[string] | undefined>> = {},
): Promise<Deployed> {
  const present = Object.entries({ ...siteOf(plan), ...changes }).filter(
    (entry): entry is [string, Site[string]] => entry[1] !== undefined,
  );
  const name = `handoffs-${plan.project}-${plan.environment}`;
  const deployed = await deploy(endpoint, Object.fromEntries(present), name, plan.environment);
  const client = officialClient(endpoint);
  for (const { line, voice, fallback } of Object.values(webhooksOf(plan))) {
    const webhook = {
      voiceUrl: voice.kind === "agent" ? voice.url : deployed.url(voice.path),
      voiceMethod: voice.kind === "agent" ? "POST" : "GET",
      voiceFallbackUrl: deployed.url(fallback),
      voiceFallbackMethod: "GET",
    };
    if (line.number !== undefined)
      await client.incomingPhoneNumbers.create({ phoneNumber: line.number, ...webhook });
    else await client.sip.domains.create({ domainName: line.sipDomain, ...webhook });
  }
  return deployed;
}
