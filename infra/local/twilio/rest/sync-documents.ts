import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { invalid, notFound, RestError } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { atMost, formOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { SyncDocument } from "../state.ts";
import type { Store } from "../store.ts";
import { syncServiceOf, syncServiceUrl } from "./sync-services.ts";

/** https://www.twilio.com/docs/sync/limits */
const maximumBytes = 16 * 1024;
const maximumTtl = 31_536_000;

/** https://www.twilio.com/docs/sync/api/document-resource. `Sid` may be the unique name. */
export const syncDocuments = (store: Store): Hono => {
  const path = "/Services/:ServiceSid/Documents";
  const listUrl = (context: Context): string => {
    syncServiceOf(context.req.param("ServiceSid") ?? "");
    return `${syncServiceUrl(context)}/Documents`;
  };
  /** What has expired is gone; it leaves the store with the next change. */
  const alive = (document: SyncDocument): boolean =>
    document.date_expires === null || Date.parse(document.date_expires) > Date.now();
  const named = (name: string): SyncDocument | undefined => {
    const { documents } = store.state;
    const found = documents[name] ?? Object.values(documents).find((one) => one.unique_name === name);
    return found !== undefined && alive(found) ? found : undefined;
  };
  const find = (context: Context): SyncDocument => {
    listUrl(context);
    const found = named(context.req.param("Sid") ?? "");
    if (found === undefined) throw notFound(new URL(context.req.url).pathname.replace("/sync/v1", ""));
    return found;
  };
  const save = (document: SyncDocument): void =>
    store.update(({ documents }) => {
      for (const { sid } of Object.values(documents).filter((one) => !alive(one))) delete documents[sid];
      documents[document.sid] = document;
    });
  const reply = (context: Context, { unique_name, ...document }: SyncDocument) => {
    const url = `${listUrl(context)}/${document.sid}`;
    return {
      ...document,
      unique_name,
      account_sid: credentials.accountSid,
      service_sid: syncServiceOf("default").sid,
      created_by: "system",
      url,
      links: { permissions: `${url}/Permissions` },
    };
  };

  return new Hono()
    .get(path, (context) => {
      const url = listUrl(context);
      const page = paginate(
        Object.values(store.state.documents).filter(alive),
        new URL(context.req.url).searchParams,
      );
      return context.json({
        documents: page.items.map((document) => reply(context, document)),
        meta: metaOf(page, url, "documents"),
      });
    })
    .post(path, async (context) => {
      listUrl(context);
      const form = await formOf(context);
      const uniqueName = form.get("UniqueName") || null;
      if (uniqueName !== null) {
        atMost(uniqueName, 320, "UniqueName");
        if (named(uniqueName) !== undefined) throw new RestError(409, 54301, "Unique name already exists");
      }
      const now = new Date().toISOString();
      const document: SyncDocument = {
        sid: newSid("ET"),
        unique_name: uniqueName,
        data: dataOf(form, {}),
        revision: "0",
        date_expires: expiryOf(form, null),
        date_created: now,
        date_updated: now,
      };
      save(document);
      return context.json(reply(context, document), 201);
    })
    .get(`${path}/:Sid`, (context) => context.json(reply(context, find(context))))
    .post(`${path}/:Sid`, async (context) => {
      const document = find(context);
      const form = await formOf(context);
      const changed: SyncDocument = {
        ...document,
        data: dataOf(form, document.data),
        revision: (Number.parseInt(document.revision, 16) + 1).toString(16),
        date_expires: expiryOf(form, document.date_expires),
        date_updated: new Date().toISOString(),
      };
      save(changed);
      return context.json(reply(context, changed));
    })
    .delete(`${path}/:Sid`, (context) => {
      const { sid } = find(context);
      store.update(({ documents }) => {
        delete documents[sid];
      });
      return context.body(null, 204);
    });
};

const dataOf = (form: URLSearchParams, otherwise: SyncDocument["data"]): SyncDocument["data"] => {
  const text = form.get("Data");
  if (text === null) return otherwise;
  if (Buffer.byteLength(text) > maximumBytes) throw new RestError(413, 54006, "Request entity too large");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new RestError(400, 54008, "Invalid JSON");
  }
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new RestError(400, 54008, "Data must be a JSON object");
  return { ...data };
};

/** 0 is for ever. */
const expiryOf = (form: URLSearchParams, otherwise: string | null): string | null => {
  const text = form.get("Ttl");
  if (text === null || text === "") return otherwise;
  if (!/^\d+$/.test(text) || Number(text) > maximumTtl)
    throw invalid(`Ttl must be seconds from 0 to ${maximumTtl}`);
  return text === "0" ? null : new Date(Date.now() + Number(text) * 1000).toISOString();
};
