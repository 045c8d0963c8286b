import { idsOf, type Parameters, textOf } from "./parameters.ts";

/**
 * A static bin cannot remember that its destination was tried before, so the router leaves a cookie with the call:
 * its CallSid and the destinations that gave it back to the agent. Twilio returns cookies to the domain that set them.
 * Where it does not, the agent still gets `tried`, and nothing rings by itself.
 */
const cookie = "handoffs";

/** Destinations that gave this very call back to the agent before. */
export function readTrail(parameters: Parameters): readonly string[] {
  const [callSid, ids] = decode(cookieValue(parameters)).split(":");
  return callSid !== undefined && callSid !== "" && callSid === textOf(parameters.CallSid) ? idsOf(ids) : [];
}

/** The Set-Cookie header that adds a destination to the trail; undefined for a request without a call. */
export function writeTrail(parameters: Parameters, returned: readonly string[]): string | undefined {
  const callSid = textOf(parameters.CallSid);
  if (callSid === undefined || !/^CA[0-9a-f]{32}$/i.test(callSid)) return undefined;
  return `${cookie}=${encodeURIComponent(`${callSid}:${returned.join(",")}`)}; Path=/; Max-Age=14400; Secure; HttpOnly`;
}

function cookieValue({ request }: Parameters): string {
  const parsed = textOf(request?.cookies?.[cookie]);
  if (parsed !== undefined) return parsed;
  const header = textOf(request?.headers?.cookie) ?? "";
  return (
    header
      .split(/;\s*/)
      .find((part) => part.startsWith(`${cookie}=`))
      ?.slice(cookie.length + 1) ?? ""
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
