/** What an agent hands over with a call: the content of a Sync document. */
export interface HandoffContext {
  /** The CallSid. */
  readonly id: string;
  /** What the agent and the desk agreed on; the CallSid unless the agent says otherwise. */
  readonly shared_id: string;
  /** The destination that the agent chose. */
  readonly destination: string;
  readonly reason: string;
  /** What the caller last said. */
  readonly utterance: string;
  /** SIP headers for this call alone. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whatever else the agent knows. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Bytes of a document's JSON. https://www.twilio.com/docs/sync/limits */
export const largestContext = 16 * 1024;

/**
 * The unique name of the document that an id or a shared id leads to. `scope` is `<project>/<environment>`, so that
 * environments in one account never read each other's; hashed, because names are not protected as contents are.
 */
export function documentName(scope: string, id: string): string {
  // Loaded here, as it takes milliseconds for which an agent's start need not wait.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return `handoff.${createHash("sha256").update(`${scope} ${id}`).digest("hex")}`;
}

/** A document's content as a context; undefined when it is none. */
export function readContext(data: unknown): HandoffContext | undefined {
  if (!isRecord(data)) return undefined;
  const { id, shared_id, destination, reason, utterance, headers, data: own } = data;
  if (typeof id !== "string" || typeof shared_id !== "string" || !isRecord(own)) return undefined;
  return {
    id,
    shared_id,
    destination: textOf(destination),
    reason: textOf(reason),
    utterance: textOf(utterance),
    headers: Object.fromEntries(
      Object.entries(isRecord(headers) ? headers : {}).filter(
        (header): header is [string, string] => typeof header[1] === "string",
      ),
    ),
    data: own,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
