import { RestError } from "./errors.ts";
import type { Method } from "./state.ts";

/** The JSON of `/emulator/…`, of which nothing is known; each throws what `/emulator/…` answers with 400. */
export const refused = (message: string): RestError => new RestError(400, 20001, message);

export const objectOf = (value: unknown, name: string): Record<string, unknown> => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refused(`${name} must be an object`);
  return { ...value };
};

export const listOf = (value: unknown, name: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw refused(`${name} must be a list`);
  return value;
};

export const textOf = (value: unknown, name: string): string => {
  if (typeof value !== "string" || value === "") throw refused(`${name} must be text`);
  return value;
};

export const methodOf = (value: unknown): Method => {
  if (value !== "GET" && value !== "POST") throw refused("method must be GET or POST");
  return value;
};
