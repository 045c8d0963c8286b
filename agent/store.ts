import { documentName, type HandoffContext, largestContext } from "../src/context/context.ts";
import type { Details, Options, Stored } from "./api.d.ts";
import type { Post } from "./requests.ts";

/** Milliseconds that a caller waits for the store; then the call is moved without a context. */
const patience = 2000;

/** Every account has this Service. https://www.twilio.com/docs/sync/api/service */
const documents = "/v1/Services/default/Documents";

/**
 * Keeps what the agent says of a handoff under the call's SID, and under the shared id where there is one: one request
 * each, at the same time. Never rejects: without a context the call goes on as well.
 */
export async function store(
  place: Options<string>["context"],
  callSid: string,
  destination: string,
  details: Details,
  post: Post,
): Promise<Stored> {
  if (!place) return { stored: false };
  const { scope, ttl } = place;
  const context = contextOf(callSid, destination, details);
  const { text, ...left } = textOf(context);
  if (text === undefined) return { stored: false, ...left };
  const put = async (id: string) => {
    const name = documentName(scope, id);
    const form = { Data: text, Ttl: String(ttl) };
    const made = await post("sync", documents, { UniqueName: name, ...form });
    return made.status === 409 ? await post("sync", `${documents}/${name}`, form) : made;
  };
  const replies = await within(
    patience,
    Promise.all([...new Set([callSid, context.shared_id])].map((id) => put(id))),
  );
  const refused = replies?.find(({ status }) => status < 200 || status >= 300);
  if (replies === undefined) return { stored: false, problem: `Sync took longer than ${patience} ms` };
  if (refused !== undefined) return { stored: false, problem: refused.message };
  return { stored: true, ...left };
}

function contextOf(id: string, destination: string, details: Details): HandoffContext {
  const { reason, utterance, headers, data, sharedId } = details;
  return {
    id,
    shared_id: sharedId ?? id,
    destination,
    reason: reason ?? "",
    utterance: utterance ?? "",
    headers: headers ?? {},
    data: data ?? {},
  };
}

/** The document's JSON; without the data, when it would be too large with them. */
function textOf(context: HandoffContext): { readonly text?: string; readonly problem?: string } {
  try {
    const whole = JSON.stringify(context);
    const bytes = Buffer.byteLength(whole);
    if (bytes <= largestContext) return { text: whole };
    const problem = `The context has ${bytes} bytes, and Sync keeps ${largestContext}`;
    const rest = JSON.stringify({ ...context, data: {} });
    return Buffer.byteLength(rest) <= largestContext
      ? { text: rest, problem: `${problem}: its data were left out` }
      : { problem };
  } catch (error) {
    return { problem: `The data are no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
