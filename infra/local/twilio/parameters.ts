import type { Context } from "hono";
import { invalid, RestError } from "./errors.ts";
import type { Method } from "./state.ts";

/** Twilio reads form-encoded bodies only; parameters in any other encoding are as if absent. */
export const formOf = async (context: Context): Promise<URLSearchParams> => {
  const type = context.req.header("content-type") ?? "";
  const body = await context.req.text();
  return new URLSearchParams(/^application\/x-www-form-urlencoded\b/i.test(type) ? body : "");
};

export const required = (form: URLSearchParams, name: string): string => {
  const value = form.get(name);
  if (value === null || value === "") throw invalid(`Missing required parameter ${name} in the post body`);
  return value;
};

export const atMost = (value: string, limit: number, name: string): string => {
  if ([...value].length > limit)
    throw invalid(`${name} is too long: it can have at most ${limit} characters`);
  return value;
};

export const booleanOf = (form: URLSearchParams, name: string, otherwise: boolean): boolean => {
  const value = form.get(name);
  if (value === null || value === "") return otherwise;
  if (!/^(true|false)$/i.test(value)) throw invalid(`${name} must be true or false, not "${value}"`);
  return value.toLowerCase() === "true";
};

export const methodOf = (form: URLSearchParams, name: string, otherwise: Method): Method => {
  const value = form.get(name);
  if (value === null || value === "") return otherwise;
  if (value !== "GET" && value !== "POST")
    throw new RestError(400, 21403, `${name} must be GET or POST, not "${value}"`);
  return value;
};
