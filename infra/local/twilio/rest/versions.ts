import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import type { Kind, Resource, State, Version } from "../state.ts";
import type { Store } from "../store.ts";
import { collection, ownerOf, versionsPath } from "./assets-functions.ts";
import { serverlessUrl } from "./services.ts";

const listUrl = (
  context: Context,
  { kind, service_sid, sid }: Pick<Resource, "kind" | "service_sid" | "sid">,
): string => `${serverlessUrl(context)}/Services/${service_sid}/${collection[kind]}/${sid}/Versions`;

const urlOf = (context: Context, version: Version): string =>
  `${listUrl(context, { ...version, sid: version.resource_sid })}/${version.sid}`;

/** The fields that a version has wherever it is shown: by itself, in its upload's reply and in builds. */
export const versionFields = (version: Version) => ({
  sid: version.sid,
  account_sid: credentials.accountSid,
  service_sid: version.service_sid,
  [`${version.kind}_sid`]: version.resource_sid,
  path: version.path,
  visibility: version.visibility,
  date_created: version.date_created,
});

export const versionReply = (context: Context, version: Version) => {
  const url = urlOf(context, version);
  return {
    ...versionFields(version),
    url,
    ...(version.kind === "function" ? { links: { function_version_content: `${url}/Content` } } : {}),
  };
};

/**
 * https://www.twilio.com/docs/serverless/api/resource/asset-version and …/function-version. They are made by
 * uploads and never change; only functions can be read back.
 */
export const versions = (store: Store, kind: Kind): Hono => {
  const path = versionsPath[kind];
  const of = (resource: Resource): Version[] =>
    Object.values(store.state.versions).filter(({ resource_sid }) => resource_sid === resource.sid);
  const find = (context: Context): Version => {
    const owner = ownerOf(store.state, kind, context);
    const version = of(owner).find(({ sid }) => sid === context.req.param("Sid"));
    if (version === undefined)
      throw notFound(
        `/Services/${owner.service_sid}/${collection[kind]}/${owner.sid}/Versions/${context.req.param("Sid")}`,
      );
    return version;
  };

  const app = new Hono()
    .get(path, (context) => {
      const owner = ownerOf(store.state, kind, context);
      const page = paginate(of(owner).reverse(), new URL(context.req.url).searchParams);
      const key = `${kind}_versions`;
      return context.json({
        [key]: page.items.map((version) => versionReply(context, version)),
        meta: metaOf(page, listUrl(context, owner), key),
      });
    })
    .get(`${path}/:Sid`, (context) => context.json(versionReply(context, find(context))));
  if (kind === "function")
    app.get(`${path}/:Sid/Content`, (context) => {
      const version = find(context);
      return context.json({
        sid: version.sid,
        account_sid: credentials.accountSid,
        service_sid: version.service_sid,
        function_sid: version.resource_sid,
        content: store.readContent(version.sid).toString("utf8"),
        url: `${urlOf(context, version)}/Content`,
      });
    });
  return app;
};

export const versionsOf = (state: State, sids: readonly string[]): Version[] =>
  sids.flatMap((sid) => state.versions[sid] ?? []);
