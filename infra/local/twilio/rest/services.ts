import { randomInt } from "node:crypto";
import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { atMost, booleanOf, formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Service, State } from "../state.ts";
import type { Store } from "../store.ts";

/** `https://serverless.twilio.com/v1` as the client reached it. */
export const serverlessUrl = (context: Context): string => `${new URL(context.req.url).origin}/serverless/v1`;

export const serviceOf = (state: State, sid: string): Service => {
  const service = state.services[sid];
  if (service === undefined) throw notFound(`/Services/${sid}`);
  return service;
};

/** https://www.twilio.com/docs/serverless/api/resource/service */
export const services = (store: Store): Hono => {
  const find = (sidOrName: string): Service =>
    Object.values(store.state.services).find(({ unique_name }) => unique_name === sidOrName) ??
    serviceOf(store.state, sidOrName);
  const reply = (context: Context, service: Service) => {
    const url = `${serverlessUrl(context)}/Services/${service.sid}`;
    return {
      ...service,
      account_sid: credentials.accountSid,
      url,
      links: {
        environments: `${url}/Environments`,
        functions: `${url}/Functions`,
        assets: `${url}/Assets`,
        builds: `${url}/Builds`,
      },
    };
  };

  return new Hono()
    .get("/Services", (context) => {
      const page = paginate(
        Object.values(store.state.services).reverse(),
        new URL(context.req.url).searchParams,
      );
      return context.json({
        services: page.items.map((service) => reply(context, service)),
        meta: metaOf(page, `${serverlessUrl(context)}/Services`, "services"),
      });
    })
    .post("/Services", async (context) => {
      const form = await formOf(context);
      const uniqueName = atMost(required(form, "UniqueName"), 50, "UniqueName");
      const friendlyName = atMost(required(form, "FriendlyName"), 255, "FriendlyName");
      if (!/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(uniqueName))
        throw invalid("UniqueName may contain letters, digits and inner hyphens only");
      if (Object.values(store.state.services).some(({ unique_name }) => unique_name === uniqueName))
        throw conflict(`Service with UniqueName ${uniqueName} already exists`);
      const now = new Date().toISOString();
      const service: Service = {
        sid: newSid("ZS"),
        unique_name: uniqueName,
        friendly_name: friendlyName,
        include_credentials: booleanOf(form, "IncludeCredentials", true),
        ui_editable: booleanOf(form, "UiEditable", false),
        domain_base: `${uniqueName.toLowerCase()}-${randomInt(1000, 10_000)}`,
        date_created: now,
        date_updated: now,
      };
      store.update(({ services }) => {
        services[service.sid] = service;
      });
      return context.json(reply(context, service), 201);
    })
    .get("/Services/:Sid", (context) => context.json(reply(context, find(context.req.param("Sid")))))
    .post("/Services/:Sid", async (context) => {
      const service = find(context.req.param("Sid"));
      const form = await formOf(context);
      const changed: Service = {
        ...service,
        friendly_name: atMost(form.get("FriendlyName") ?? service.friendly_name, 255, "FriendlyName"),
        include_credentials: booleanOf(form, "IncludeCredentials", service.include_credentials),
        ui_editable: booleanOf(form, "UiEditable", service.ui_editable),
        date_updated: new Date().toISOString(),
      };
      store.update(({ services }) => {
        services[service.sid] = changed;
      });
      return context.json(reply(context, changed));
    })
    .delete("/Services/:Sid", (context) => {
      const { sid } = find(context.req.param("Sid"));
      const contents = Object.values(store.state.versions).filter(({ service_sid }) => service_sid === sid);
      store.update((state) => {
        delete state.services[sid];
        for (const records of [
          state.environments,
          state.resources,
          state.versions,
          state.builds,
          state.deployments,
          state.variables,
        ]) {
          for (const record of Object.values(records))
            if (record.service_sid === sid) delete records[record.sid];
        }
      });
      for (const version of contents) store.removeContent(version.sid);
      return context.body(null, 204);
    });
};
