import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FindDomain } from "../../src/cli/manifest.ts";
import { openProject } from "../../src/cli/project.ts";
import { status, UsageError } from "../../src/cli/status.ts";
import { local } from "../../src/plan/environment.ts";
import { RequestError } from "../provider/client/errors.ts";
import { withAccount } from "./connection.ts";
import { findDeployment } from "./deployment.ts";

/** Asks the account, of `local` the emulator; a UsageError when there is no answer. */
export const deployedDomain: FindDomain = async (options) => {
  if (options.env === local && !existsSync(join(openProject(options.dir).root, ".handoffs", "local")))
    return undefined;
  let domain: string | undefined;
  await withAccount(options, async ({ deployable, operation }) => {
    try {
      const environment = (await findDeployment(operation, deployable.plan))?.environment;
      if (environment && environment.buildSid !== "") domain = environment.domainName;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      throw new UsageError(`${error.message} Or name the host that serves ${options.env} with --domain.`);
    }
    return status.clean;
  });
  return domain;
};
