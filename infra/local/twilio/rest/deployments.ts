import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { formOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Deployment } from "../state.ts";
import type { Store } from "../store.ts";
import { buildOf, statusOf } from "./builds.ts";
import { environmentOf } from "./environments.ts";
import { serverlessUrl } from "./services.ts";

/**
 * https://www.twilio.com/docs/serverless/api/resource/deployment. Without a BuildSid the environment is
 * undeployed: it answers nothing any more.
 */
export const deployments = (store: Store): Hono => {
  const path = "/Services/:ServiceSid/Environments/:EnvironmentSid/Deployments";
  const listUrl = (context: Context, serviceSid: string, environmentSid: string): string =>
    `${serverlessUrl(context)}/Services/${serviceSid}/Environments/${environmentSid}/Deployments`;
  const reply = (context: Context, deployment: Deployment) => ({
    ...deployment,
    account_sid: credentials.accountSid,
    url: `${listUrl(context, deployment.service_sid, deployment.environment_sid)}/${deployment.sid}`,
  });
  const of = (environmentSid: string): Deployment[] =>
    Object.values(store.state.deployments).filter(
      ({ environment_sid }) => environment_sid === environmentSid,
    );

  return new Hono()
    .get(path, (context) => {
      const { ServiceSid, EnvironmentSid } = context.req.param();
      const { sid } = environmentOf(store.state, ServiceSid, EnvironmentSid);
      const page = paginate(of(sid).reverse(), new URL(context.req.url).searchParams);
      return context.json({
        deployments: page.items.map((deployment) => reply(context, deployment)),
        meta: metaOf(page, listUrl(context, ServiceSid, EnvironmentSid), "deployments"),
      });
    })
    .post(path, async (context) => {
      const { ServiceSid, EnvironmentSid } = context.req.param();
      const environment = environmentOf(store.state, ServiceSid, EnvironmentSid);
      const buildSid = (await formOf(context)).get("BuildSid") || null;
      if (buildSid !== null) {
        const build = buildOf(store.state, ServiceSid, buildSid);
        if (statusOf(build) !== "completed")
          throw invalid(`Build ${buildSid} is ${statusOf(build)}: only a completed Build can be deployed`);
        if (environment.build_sid === buildSid)
          throw conflict(`Build ${buildSid} is already deployed to Environment ${environment.sid}`);
      }
      const now = new Date().toISOString();
      const deployment: Deployment = {
        sid: newSid("ZD"),
        service_sid: ServiceSid,
        environment_sid: environment.sid,
        build_sid: buildSid,
        date_created: now,
        date_updated: now,
      };
      store.update((state) => {
        state.deployments[deployment.sid] = deployment;
        state.environments[environment.sid] = { ...environment, build_sid: buildSid, date_updated: now };
      });
      return context.json(reply(context, deployment), 201);
    })
    .get(`${path}/:Sid`, (context) => {
      const { ServiceSid, EnvironmentSid, Sid } = context.req.param();
      const environment = environmentOf(store.state, ServiceSid, EnvironmentSid);
      const deployment = of(environment.sid).find(({ sid }) => sid === Sid);
      if (deployment === undefined)
        throw notFound(`/Services/${ServiceSid}/Environments/${EnvironmentSid}/Deployments/${Sid}`);
      return context.json(reply(context, deployment));
    });
};
