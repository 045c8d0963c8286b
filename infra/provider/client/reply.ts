import { noAnswer } from "./errors.ts";

/** One JSON object of an answer. */
export type Reply = Readonly<Record<string, unknown>>;

export function reply(body: unknown): Reply {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw malformed("an object");
  return body as Reply;
}

/** A field that every answer of this kind has; an answer without it is no answer. */
export function required(from: Reply, field: string): string {
  const value = from[field];
  if (typeof value !== "string") throw malformed(`text in \`${field}\``);
  return value;
}

/** A field that may be null or absent: the empty text then. */
export function optional(from: Reply, field: string): string {
  const value = from[field];
  return typeof value === "string" ? value : "";
}

export function list(from: Reply, field: string): readonly Reply[] {
  const value = from[field];
  if (!Array.isArray(value)) throw malformed(`a list in \`${field}\``);
  return value.map(reply);
}

const malformed = (expected: string): Error =>
  noAnswer("this request", new Error(`the answer lacks ${expected}`));
