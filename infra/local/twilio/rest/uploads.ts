import { Hono } from "hono";
import { invalid, RestError } from "../errors.ts";
import { newSid } from "../sid.ts";
import { type Kind, type Version, visibilities } from "../state.ts";
import type { Store } from "../store.ts";
import { ownerOf, versionsPath } from "./assets-functions.ts";
import { versionReply } from "./versions.ts";

/** Bytes. https://www.twilio.com/docs/serverless/functions-assets/assets#limitations */
const maximumSize = { asset: 25 * 1024 * 1024, function: 5 * 1024 * 1024 } as const satisfies Record<
  Kind,
  number
>;

/**
 * `https://serverless-upload.twilio.com/v1`, the one road for content: multipart `Path`, `Visibility` and
 * `Content`, in any order. https://www.twilio.com/docs/serverless/api/resource/asset-version#create-an-asset-version
 */
export const uploads = (store: Store, kind: Kind): Hono =>
  new Hono().post(versionsPath[kind], async (context) => {
    const resource = ownerOf(store.state, kind, context);
    if (!/^multipart\/form-data\b/i.test(context.req.header("content-type") ?? ""))
      throw invalid("The upload must be multipart/form-data");
    const form = await context.req.formData().catch(() => {
      throw invalid("The multipart body cannot be read");
    });

    const path = form.get("Path");
    if (typeof path !== "string" || path === "")
      throw invalid("Missing required parameter Path in the post body");
    const refused = refusalOf(path);
    if (refused !== undefined) throw invalid(`Invalid Path "${path}": ${refused}`);

    const given = form.get("Visibility");
    const visibility = visibilities.find((known) => known === given);
    if (visibility === undefined)
      throw invalid(
        given === null
          ? "Missing required parameter Visibility in the post body"
          : `Visibility must be one of ${visibilities.join(", ")}`,
      );

    const content = form.get("Content");
    if (content === null) throw invalid("Missing required parameter Content in the post body");
    if (typeof content === "string") throw invalid("Content must be a file: a part with a filename");
    if (content.size > maximumSize[kind]) throw new RestError(413, 20413, "Request Entity Too Large");

    const version: Version = {
      sid: newSid("ZN"),
      service_sid: resource.service_sid,
      resource_sid: resource.sid,
      kind,
      path,
      visibility,
      content_type: content.type || "text/plain",
      date_created: new Date().toISOString(),
    };
    await store.writeContent(version.sid, new Uint8Array(await content.arrayBuffer()));
    store.update(({ versions }) => {
      versions[version.sid] = version;
    });
    return context.json(versionReply(context, version), 201);
  });

/** The rules for paths: https://www.twilio.com/docs/serverless/api/resource/asset-version#path-property */
const refusalOf = (path: string): string | undefined => {
  if (!path.startsWith("/")) return "it must start with /";
  if (path.length > 255) return "it can have at most 255 characters";
  if (/[#;,?:@+&$()'"\s]/.test(path))
    return "it may not contain any of # ; , ? : @ + & $ ( ) ' \" or white space";
  return undefined;
};
