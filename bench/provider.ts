import { fileURLToPath } from "node:url";
import { hashOf } from "../infra/provider/function/documents.ts";
import { asset, type Properties, text, type Value } from "../infra/provider/property.ts";
import { serviceName } from "../src/plan/service.ts";
import { routerPlan } from "../src/router/plan.ts";
import { planPath, routerPath } from "../src/twiml/paths.ts";
import { type Declared, type Resources, up } from "../test/infra/provider/chaos/stack.ts";
import { spawnProvider } from "../test/infra/provider/provider-process.ts";
import type { Cloud } from "./cloud.ts";
import { deployableIn } from "./project.ts";

const delivered = fileURLToPath(new URL("../provider/index.cjs", import.meta.url));

/** As many resources as the provider sends requests. */
const atOnce = 20;

/** A provider that runs: the deployer that it is compared with is loaded, too. */
export interface RunningProvider {
  readonly deploy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Deploys the documents, the plan and the router of a project with the provider alone, as often as asked: it is told
 * what the program would declare, without the program and without an engine's state.
 */
export async function provider(root: string, { endpoint, credentials }: Cloud): Promise<RunningProvider> {
  const { accountSid, apiKey, apiSecret } = credentials;
  const PULUMI_CONFIG = JSON.stringify({
    "twilio:endpoint": endpoint,
    "twilio:accountSid": accountSid,
    "twilio:apiKey": apiKey,
    "twilio:apiSecret": apiSecret,
  });
  const resources: Resources = new Map();
  const running = await spawnProvider({ env: { PULUMI_CONFIG } }, delivered);
  return {
    async deploy() {
      // What the process knows of the account ends with a run.
      await running.configure();
      await up({ resources, provider: running }, declaredBy(root), atOnce);
    },
    close: () => running.close(),
  };
}

/** The resources of `infra/index.ts` for a project without numbers and secrets. */
function declaredBy(root: string): readonly Declared[] {
  const { plan, bins, router } = deployableIn(root);
  const { routes, numbers, settings } = routerPlan(plan);
  const output = (of: Outputs, resource: string, name: string): string => text(of(resource), name);
  const inService = { needs: ["service"], deletedWith: "service" };
  const place = (of: Outputs): Properties => ({
    serviceSid: output(of, "service", "serviceSid"),
    domainName: output(of, "service", "domainName"),
  });
  return [
    {
      name: "service",
      type: "ServerlessService",
      needs: [],
      inputs: () => ({
        uniqueName: `${serviceName(plan)}-alone`,
        friendlyName: "Handoffs of a benchmark",
        environmentName: plan.environment,
      }),
    },
    {
      name: "router",
      type: "RouterFunction",
      ...inService,
      inputs: (of) => ({
        ...place(of),
        path: routerPath,
        code: asset({ hash: hashOf(router), text: router }),
        planPath,
        ...(JSON.parse(JSON.stringify({ routes, numbers, settings })) as Record<string, Value>),
      }),
    },
    ...Object.entries(bins).map(([path, twiml]) => ({
      name: path,
      type: "TwimlBin",
      ...inService,
      inputs: (of: Outputs) => ({ ...place(of), path, twiml }),
    })),
    {
      name: "release",
      type: "Release",
      needs: ["service", "router", ...Object.keys(bins)],
      deletedWith: "service",
      inputs: (of) => ({
        serviceSid: output(of, "service", "serviceSid"),
        environmentSid: output(of, "service", "environmentSid"),
        assetVersions: {
          ...Object.fromEntries(Object.keys(bins).map((path) => [path, output(of, path, "versionSid")])),
          [planPath]: output(of, "router", "planVersionSid"),
        },
        functionVersions: { [routerPath]: output(of, "router", "functionVersionSid") },
      }),
    },
  ];
}

type Outputs = (resource: string) => Properties;
