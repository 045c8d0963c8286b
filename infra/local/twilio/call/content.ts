import { CallError } from "./call-error.ts";
import { parseTwiml, type TwimlElement } from "./twiml.ts";
import type { WebhookReply } from "./webhook.ts";

/** What a call makes of a reply, by its content type. */
export type Content =
  | { readonly kind: "twiml"; readonly verbs: readonly TwimlElement[] }
  /** Read aloud, markup and all. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sound" };

/** https://www.twilio.com/docs/voice/twiml#twilio-is-a-well-behaved-http-client. Throws CallError. */
export const contentOf = ({ url, contentType, body }: WebhookReply): Content => {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "text/plain") return { kind: "text", text: body };
  if (type.startsWith("audio/")) return { kind: "sound" };
  if (!["text/xml", "application/xml", "text/html"].includes(type))
    throw new CallError(12300, `Invalid Content-Type: "${contentType ?? ""}"`, url);
  if (body.trim() === "") throw new CallError(12100, "Document parse failure: it is empty", url);
  return { kind: "twiml", verbs: parseTwiml(body, url) };
};
