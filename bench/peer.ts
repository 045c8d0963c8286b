import type { DeployProjectConfig } from "@twilio-labs/serverless-api";
import { routerPlan } from "../src/router/plan.ts";
import { planPath, routerPath } from "../src/twiml/paths.ts";
import { officialDeployer } from "../test/infra/local/twilio/official-deployer.ts";
import { deployableIn } from "./project.ts";

/** Deploys the documents, the plan and the router of a project with Twilio's own deployer, as often as asked. */
export function peer(root: string, endpoint: string, serviceName: string): () => Promise<void> {
  return async () => {
    const { plan, bins, router } = deployableIn(root);
    const asset = (path: string, content: string, access: "protected" | "private") => ({
      name: path,
      path,
      access,
      content,
    });
    const config: DeployProjectConfig = {
      username: "",
      password: "",
      serviceName,
      functionsEnv: "local",
      overrideExistingService: true,
      env: {},
      pkgJson: {},
      functions: [
        {
          name: routerPath,
          path: routerPath,
          access: "protected",
          content: router,
        },
      ],
      assets: [
        ...Object.entries(bins).map(([path, twiml]) => asset(path, twiml, "protected")),
        asset(planPath, JSON.stringify(routerPlan(plan)), "private"),
      ],
    };
    await officialDeployer(endpoint).deployProject(config);
  };
}
