import { ask, type Operation } from "../operation.ts";
import { readPath } from "./commit.ts";
import { isNotFound } from "./errors.ts";
import { multipart } from "./multipart.ts";
import { optional, type Reply, reply, required } from "./reply.ts";
import { everything, remove, serverless } from "./serverless.ts";

// Assets and Functions, which are alike: https://www.twilio.com/docs/serverless/api/resource/asset

export type Kind = "Assets" | "Functions";

export interface Content {
  readonly sid: string;
  readonly friendlyName: string;
}

/** Who can fetch it: `protected` answers Twilio's signed requests only, `private` nobody but the Functions. */
export type Visibility = "public" | "protected" | "private";

export interface Upload {
  readonly path: string;
  readonly visibility: Visibility;
  readonly content: string;
  /** A document served as text/plain would be read aloud to the caller. */
  readonly contentType: "text/xml" | "application/json" | "application/javascript";
}

const toContent = (body: unknown): Content => {
  const from = reply(body);
  return { sid: required(from, "sid"), friendlyName: optional(from, "friendly_name") };
};

const listName = (serviceSid: string, kind: Kind): string => `${kind} ${serviceSid}`;

/** All Assets or Functions of a service by friendly name: one list for all resources of the process. */
export const contents = (
  operation: Operation,
  serviceSid: string,
  kind: Kind,
): Promise<Map<string, Content>> =>
  operation.account.once(listName(serviceSid, kind), () => listContents(operation, serviceSid, kind));

/** Whether it is still there, by its SID: people may have given it another name. */
export const isListed = async (
  operation: Operation,
  serviceSid: string,
  kind: Kind,
  wanted: string,
): Promise<boolean> =>
  [...(await contents(operation, serviceSid, kind)).values()].some(({ sid }) => sid === wanted);

async function listContents(
  operation: Operation,
  serviceSid: string,
  kind: Kind,
): Promise<Map<string, Content>> {
  const field = kind === "Assets" ? "assets" : "functions";
  const found = await everything(operation, [serviceSid, kind], field, (item: Reply) => toContent(item));
  return new Map(found.map((content) => [content.friendlyName, content]));
}

/** A service that this process has just created holds nothing: no list is needed. */
export function startEmpty(operation: Operation, serviceSid: string): void {
  for (const kind of ["Assets", "Functions"] as const)
    operation.account.remember(listName(serviceSid, kind), new Map());
}

/** The Asset or Function of that name: the one that a run which was cut short has left behind, or a new one. */
export async function obtain(
  operation: Operation,
  serviceSid: string,
  kind: Kind,
  name: string,
): Promise<Content> {
  const known = await contents(operation, serviceSid, kind).catch(explain(serviceSid));
  const content =
    known.get(name) ?? (await create(operation, serviceSid, kind, name).catch(explain(serviceSid)));
  known.set(name, content);
  operation.account.held.add(content.sid);
  return content;
}

const explain = (serviceSid: string) => (error: unknown) => {
  if (!isNotFound(error)) throw error;
  throw new Error(
    `The service ${serviceSid} is gone. Run \`pulumi refresh\`; then \`pulumi up\` makes it anew.`,
    { cause: error },
  );
};

const create = (operation: Operation, serviceSid: string, kind: Kind, name: string): Promise<Content> =>
  ask(operation, serverless("POST", [serviceSid, kind], [["FriendlyName", name]]), toContent, {
    kind: "lookup",
    find: async () => (await listContents(operation, serviceSid, kind)).get(name),
  });

/** Deletes an Asset or Function, unless this process uses it for what replaces it. */
export async function discard(
  operation: Operation,
  serviceSid: string,
  kind: Kind,
  sid: string,
): Promise<void> {
  if (operation.account.held.has(sid)) return;
  await remove(operation, [serviceSid, kind, sid]);
  operation.account.forget(listName(serviceSid, kind));
}

/**
 * Uploads a version and gives its sid, from the answer itself: what a list calls the latest can be stale.
 * A second upload after a doubtful answer leaves a version that no build names, which Twilio clears away.
 * https://www.twilio.com/docs/serverless/api/resource/asset-version
 */
export async function upload(
  operation: Operation,
  serviceSid: string,
  kind: Kind,
  sid: string,
  { path, visibility, content, contentType }: Upload,
): Promise<string> {
  const name = path.split("/").at(-1) ?? "content";
  const body = multipart({ Path: path, Visibility: visibility, Content: { name, contentType, content } });
  const request = {
    ...serverless("POST", [serviceSid, kind, sid, "Versions"]),
    product: "serverless-upload",
    body,
  } as const;
  const version = await ask(operation, request, (answer) => required(reply(answer), "sid"));
  operation.account.uploaded.add(version);
  const { commit } = readPath(path);
  if (commit !== undefined) operation.account.commits.set(version, commit);
  return version;
}

/**
 * Like upload, to the Asset or Function that the state knows. One that is not known yet, or that somebody has
 * deleted, is obtained under `name`, which usually is the document's path.
 */
export async function uploadTo(
  operation: Operation,
  serviceSid: string,
  kind: Kind,
  known: string,
  document: Upload,
  name: string = document.path,
): Promise<{ readonly sid: string; readonly version: string }> {
  if (known !== "") {
    operation.account.held.add(known);
    try {
      return { sid: known, version: await upload(operation, serviceSid, kind, known, document) };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      operation.account.forget(listName(serviceSid, kind));
    }
  }
  const { sid } = await obtain(operation, serviceSid, kind, name);
  return { sid, version: await upload(operation, serviceSid, kind, sid, document) };
}

/** The code of a Function's version. Assets have no such read-back. */
export const readFunction = (
  operation: Operation,
  serviceSid: string,
  sid: string,
  version: string,
): Promise<string> =>
  ask(operation, serverless("GET", [serviceSid, "Functions", sid, "Versions", version, "Content"]), (body) =>
    required(reply(body), "content"),
  );
