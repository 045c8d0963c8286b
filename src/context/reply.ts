import type { HandoffContext } from "./context.ts";

/** A request for a context; a parameter that is repeated, or no text, is `undefined` in a list of its own. */
export interface ContextRequest {
  /** `x-api-key` */
  readonly key: unknown;
  readonly id: unknown;
  readonly shared_id: unknown;
}

export type ContextReply =
  | {
      readonly status: 200;
      readonly body: {
        readonly id: string;
        readonly shared_id: string;
        readonly data: Readonly<Record<string, unknown>>;
      };
    }
  | {
      readonly status: 400 | 401 | 403 | 404 | 500;
      readonly body: { readonly error_message: string };
    };

/** Characters of an id. */
const longestId = 256;

/** Characters of a key. */
const longestKey = 512;

/**
 * Answers a desk. Who it is comes first, then what it asks, so that a stranger learns nothing; `shared_id` wins over
 * `id`. `find` is asked at most once, and rejects when the store fails. Reading uses nothing up.
 */
export async function replyTo(
  { key, id, shared_id }: ContextRequest,
  isKnown: (key: string) => boolean,
  find: (id: string) => Promise<HandoffContext | undefined>,
): Promise<ContextReply> {
  if (!isText(key)) return refusal(401, "Send the key of this project in the header x-api-key.");
  if (key.length > longestKey || !isKnown(key))
    return refusal(403, "This key is none of this project and environment.");
  const asked = shared_id ?? id;
  if (asked === undefined) return refusal(400, "Expected the query parameter id or shared_id.");
  if (!isText(asked) || asked.length > longestId)
    return refusal(
      400,
      `Expected ${shared_id === undefined ? "id" : "shared_id"} once, with 1 to ${longestId} characters.`,
    );
  try {
    const found = await find(asked);
    // Both lead to documents of the same kind, and neither stands in for the other.
    if (found === undefined || asked !== (shared_id === undefined ? found.id : found.shared_id))
      return refusal(404, "There is no such handoff, or it has expired.");
    return { status: 200, body: bodyOf(found) };
  } catch {
    return refusal(500, "The store did not answer. Ask again.");
  }
}

/** What the agent said itself stands beside its own data, and over it. */
function bodyOf({ id, shared_id, destination, reason, utterance, data }: HandoffContext) {
  const said = { destination, reason, utterance };
  return {
    id,
    shared_id,
    data: { ...data, ...Object.fromEntries(Object.entries(said).filter(([, text]) => text !== "")) },
  };
}

const refusal = (status: 400 | 401 | 403 | 404 | 500, error_message: string): ContextReply => ({
  status,
  body: { error_message },
});

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
