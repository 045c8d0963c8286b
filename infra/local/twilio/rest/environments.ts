import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { atMost, formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Environment, State } from "../state.ts";
import type { Store } from "../store.ts";
import { serverlessUrl, serviceOf } from "./services.ts";

export const environmentOf = (state: State, serviceSid: string, sid: string): Environment => {
  const environment = state.environments[sid];
  if (environment?.service_sid !== serviceSid) throw notFound(`/Services/${serviceSid}/Environments/${sid}`);
  return environment;
};

/** https://www.twilio.com/docs/serverless/api/resource/environment */
export const environments = (store: Store): Hono => {
  const listUrl = (context: Context, serviceSid: string): string =>
    `${serverlessUrl(context)}/Services/${serviceSid}/Environments`;
  const reply = (context: Context, environment: Environment) => {
    const url = `${listUrl(context, environment.service_sid)}/${environment.sid}`;
    return {
      ...environment,
      account_sid: credentials.accountSid,
      url,
      links: { variables: `${url}/Variables`, deployments: `${url}/Deployments`, logs: `${url}/Logs` },
    };
  };
  const of = (serviceSid: string): Environment[] =>
    Object.values(store.state.environments).filter(({ service_sid }) => service_sid === serviceSid);

  return new Hono()
    .get("/Services/:ServiceSid/Environments", (context) => {
      const { sid } = serviceOf(store.state, context.req.param("ServiceSid"));
      const page = paginate(of(sid).reverse(), new URL(context.req.url).searchParams);
      return context.json({
        environments: page.items.map((environment) => reply(context, environment)),
        meta: metaOf(page, listUrl(context, sid), "environments"),
      });
    })
    .post("/Services/:ServiceSid/Environments", async (context) => {
      const service = serviceOf(store.state, context.req.param("ServiceSid"));
      const form = await formOf(context);
      const uniqueName = atMost(required(form, "UniqueName"), 100, "UniqueName");
      const suffix = atMost(form.get("DomainSuffix") ?? "", 16, "DomainSuffix") || null;
      if (suffix !== null && !/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(suffix))
        throw invalid("DomainSuffix may contain letters, digits and inner hyphens only");
      for (const other of of(service.sid)) {
        if (other.unique_name === uniqueName)
          throw conflict(`Environment with UniqueName ${uniqueName} already exists`);
        if (other.domain_suffix === suffix)
          throw conflict(`Environment with DomainSuffix ${suffix ?? "(none)"} already exists`);
      }
      const now = new Date().toISOString();
      const environment: Environment = {
        sid: newSid("ZE"),
        service_sid: service.sid,
        unique_name: uniqueName,
        domain_suffix: suffix,
        domain_name: `${[service.domain_base, ...(suffix === null ? [] : [suffix.toLowerCase()])].join("-")}.twil.io`,
        build_sid: null,
        date_created: now,
        date_updated: now,
      };
      store.update(({ environments }) => {
        environments[environment.sid] = environment;
      });
      return context.json(reply(context, environment), 201);
    })
    .get("/Services/:ServiceSid/Environments/:Sid", (context) => {
      const { ServiceSid, Sid } = context.req.param();
      return context.json(reply(context, environmentOf(store.state, ServiceSid, Sid)));
    })
    .delete("/Services/:ServiceSid/Environments/:Sid", (context) => {
      const { ServiceSid, Sid } = context.req.param();
      const { sid } = environmentOf(store.state, ServiceSid, Sid);
      store.update((state) => {
        delete state.environments[sid];
        for (const records of [state.deployments, state.variables]) {
          for (const record of Object.values(records))
            if (record.environment_sid === sid) delete records[record.sid];
        }
      });
      return context.body(null, 204);
    });
};
