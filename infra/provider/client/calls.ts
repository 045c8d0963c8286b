import { ask, type Operation } from "../operation.ts";
import type { Request } from "./http.ts";
import { pages } from "./paging.ts";
import { list, optional, type Reply, reply, required } from "./reply.ts";

/** https://www.twilio.com/docs/voice/api/call-resource */
export interface Call {
  readonly sid: string;
  readonly from: string;
  /** E.164, `sip:…` or `client:…`. */
  readonly to: string;
  readonly status: string;
  readonly direction: string;
}

const toCall = (body: unknown): Call => {
  const from = reply(body);
  return {
    sid: required(from, "sid"),
    from: optional(from, "from"),
    to: optional(from, "to"),
    status: required(from, "status"),
    direction: optional(from, "direction"),
  };
};

const address = (operation: Operation, sid?: string): Pick<Request, "product" | "path"> => {
  const account = encodeURIComponent(operation.configuration.accountSid ?? "");
  return {
    product: "api",
    path: `/2010-04-01/Accounts/${account}/Calls${sid === undefined ? "" : `/${encodeURIComponent(sid)}`}.json`,
  };
};

const post = (operation: Operation, fields: Readonly<Record<string, string>>, sid?: string): Request => ({
  method: "POST",
  ...address(operation, sid),
  body: new URLSearchParams(fields),
});

/** Places a call. Sent once: after a doubtful answer, another would ring somebody twice. */
export const placeCall = async (
  operation: Operation,
  fields: { readonly From: string; readonly To: string; readonly Twiml: string },
): Promise<Call> => toCall(await operation.http(post(operation, fields), operation.signal));

/** Moves a live call to a document. */
export const moveCall = (
  operation: Operation,
  sid: string,
  fields: {
    readonly Url: string;
    readonly Method: "GET";
    readonly FallbackUrl: string;
    readonly FallbackMethod: "GET";
  },
): Promise<Call> => ask(operation, post(operation, fields, sid), toCall);

export const endCall = (operation: Operation, sid: string): Promise<Call> =>
  ask(operation, post(operation, { Status: "completed" }, sid), toCall);

export const findCall = (operation: Operation, sid: string): Promise<Call> =>
  ask(operation, { method: "GET", ...address(operation, sid) }, toCall);

/** The account's calls of a kind, the newest first. */
export async function callsWith(
  operation: Operation,
  filter: Readonly<Partial<Record<"To" | "From" | "ParentCallSid", string>>>,
): Promise<readonly Call[]> {
  const get = (paging: URLSearchParams): Promise<Reply> => {
    const query = new URLSearchParams([...Object.entries(filter), ...paging]);
    return ask(operation, { method: "GET", ...address(operation), query }, reply);
  };
  return (await pages(get)).flatMap((page) => list(page, "calls").map(toCall));
}

/** Whether nothing more happens to a call. */
export const isOver = ({ status }: Call): boolean =>
  ["completed", "busy", "failed", "no-answer", "canceled"].includes(status);
