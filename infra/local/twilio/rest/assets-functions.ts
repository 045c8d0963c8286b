import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { atMost, formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Kind, Resource, State } from "../state.ts";
import type { Store } from "../store.ts";
import { serverlessUrl, serviceOf } from "./services.ts";

/** The part of the path that lists resources of a kind. */
export const collection = { asset: "Assets", function: "Functions" } as const satisfies Record<Kind, string>;

/** The path of a resource's versions, its parameters named as Twilio names them. */
export const versionsPath = {
  asset: "/Services/:ServiceSid/Assets/:AssetSid/Versions",
  function: "/Services/:ServiceSid/Functions/:FunctionSid/Versions",
} as const satisfies Record<Kind, string>;

/** The resource whose versions a request at `versionsPath` is about. */
export const ownerOf = (state: State, kind: Kind, context: Context): Resource => {
  const { ServiceSid = "", AssetSid = "", FunctionSid = "" } = context.req.param();
  return resourceOf(state, kind, ServiceSid, kind === "asset" ? AssetSid : FunctionSid);
};

const resourceOf = (state: State, kind: Kind, serviceSid: string, sid: string): Resource => {
  const resource = state.resources[sid];
  if (resource?.service_sid !== serviceSid || resource.kind !== kind)
    throw notFound(`/Services/${serviceSid}/${collection[kind]}/${sid}`);
  return resource;
};

/**
 * https://www.twilio.com/docs/serverless/api/resource/asset and …/function, which differ in their names only.
 */
export const assetsFunctions = (store: Store, kind: Kind): Hono => {
  const path = `/Services/:ServiceSid/${collection[kind]}` as const;
  const listUrl = (context: Context, serviceSid: string): string =>
    `${serverlessUrl(context)}/Services/${serviceSid}/${collection[kind]}`;
  const reply = (context: Context, { kind: _, ...resource }: Resource) => {
    const url = `${listUrl(context, resource.service_sid)}/${resource.sid}`;
    return {
      ...resource,
      account_sid: credentials.accountSid,
      url,
      links: { [`${kind}_versions`]: `${url}/Versions` },
    };
  };
  const find = (context: Context): Resource =>
    resourceOf(store.state, kind, context.req.param("ServiceSid") ?? "", context.req.param("Sid") ?? "");

  return new Hono()
    .get(path, (context) => {
      const { sid } = serviceOf(store.state, context.req.param("ServiceSid"));
      const all = Object.values(store.state.resources).filter(
        (resource) => resource.service_sid === sid && resource.kind === kind,
      );
      const page = paginate(all.reverse(), new URL(context.req.url).searchParams);
      const key = `${kind}s`;
      return context.json({
        [key]: page.items.map((resource) => reply(context, resource)),
        meta: metaOf(page, listUrl(context, sid), key),
      });
    })
    .post(path, async (context) => {
      const service = serviceOf(store.state, context.req.param("ServiceSid"));
      const form = await formOf(context);
      const now = new Date().toISOString();
      const resource: Resource = {
        sid: newSid("ZH"),
        service_sid: service.sid,
        kind,
        friendly_name: atMost(required(form, "FriendlyName"), 255, "FriendlyName"),
        date_created: now,
        date_updated: now,
      };
      store.update(({ resources }) => {
        resources[resource.sid] = resource;
      });
      return context.json(reply(context, resource), 201);
    })
    .get(`${path}/:Sid`, (context) => context.json(reply(context, find(context))))
    .post(`${path}/:Sid`, async (context) => {
      const resource = find(context);
      const form = await formOf(context);
      const changed: Resource = {
        ...resource,
        friendly_name: atMost(required(form, "FriendlyName"), 255, "FriendlyName"),
        date_updated: new Date().toISOString(),
      };
      store.update(({ resources }) => {
        resources[resource.sid] = changed;
      });
      return context.json(reply(context, changed));
    })
    .delete(`${path}/:Sid`, (context) => {
      const { sid } = find(context);
      // Its versions stay: a build that holds them is a bundle of its own and goes on being served.
      store.update(({ resources }) => {
        delete resources[sid];
      });
      return context.body(null, 204);
    });
};
