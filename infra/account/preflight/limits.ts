import { contextServiceName, serviceName } from "../../../src/plan/service.ts";
import { RequestError } from "../../provider/client/errors.ts";
import { pages } from "../../provider/client/paging.ts";
import { list, reply, required } from "../../provider/client/reply.ts";
import { environments, everything, serverless } from "../../provider/client/serverless.ts";
import { ask, type Operation } from "../../provider/operation.ts";
import type { Check, Subject } from "./check.ts";
import { restricted } from "./credentials.ts";
import { environmentPlace, type Finding, found } from "./places.ts";

/** https://www.twilio.com/docs/serverless/functions-assets/functions#limits; what one build holds is checked by `validate`. */
const mostServices = 50;
const mostBuildsAnHour = 100;

/** Whether Serverless has room for one deployment more, and the credentials reach it. */
export const limits: Check = {
  question: "whether Serverless has room for the deployment",
  async run(subject) {
    const finding = await limit(subject);
    return finding === undefined ? [] : [found(environmentPlace(subject), finding)];
  },
};

async function limit({ operation, plan, now }: Subject): Promise<Finding | undefined> {
  const uniqueName = serviceName(plan);
  const needed = [uniqueName, ...(plan.context?.keys.length ? [contextServiceName(plan)] : [])];
  let services: readonly { readonly sid: string; readonly name: string }[];
  try {
    services = await listServices(operation);
  } catch (error) {
    if (!(error instanceof RequestError) || (error.status !== 401 && error.status !== 403)) throw error;
    return restricted("Serverless");
  }
  const missing = needed.filter((wanted) => services.every(({ name }) => name !== wanted));
  if (services.length + missing.length > mostServices)
    return {
      code: "services-limit",
      message: `The account has ${services.length} Serverless services, and Twilio allows ${mostServices}: there is no room for ${missing.join(" and ")}. Delete one that is not used, or ask Twilio for more.`,
    };
  const ours = services.find(({ name }) => name === uniqueName);
  return ours && (await builds(operation, ours.sid, now));
}

async function listServices(operation: Operation) {
  const found = await pages((query) => ask(operation, { ...serverless("GET", []), query }, reply), 100);
  return found.flatMap((page) =>
    list(page, "services").map((item) => ({
      sid: required(item, "sid"),
      name: required(item, "unique_name"),
    })),
  );
}

/** A Build lists all that is in it, and a Deployment nothing: each deployment of ours had a build. */
async function builds(operation: Operation, serviceSid: string, now: number): Promise<Finding | undefined> {
  const dates = await Promise.all(
    (await environments(operation, serviceSid)).map(({ sid }) =>
      everything(operation, [serviceSid, "Environments", sid, "Deployments"], "deployments", (item) =>
        Date.parse(required(item, "date_created")),
      ),
    ),
  );
  const recent = dates.flat().filter((date) => date > now - 3_600_000).length;
  return recent < mostBuildsAnHour
    ? undefined
    : {
        code: "builds-limit",
        message: `There were ${recent} deployments within the last hour, and Twilio allows ${mostBuildsAnHour} builds. Wait before the next one.`,
      };
}
