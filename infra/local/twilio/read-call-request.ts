import type { CallRequest, CallScript } from "./call/call-request.ts";
import { legOutcomes, type ScriptedOutcome } from "./call/trace.ts";
import { listOf, methodOf, objectOf, refused, textOf } from "./shapes.ts";

/** The body of `POST /emulator/calls`. */
export const readCallRequest = (body: unknown): CallRequest => {
  const call = objectOf(body, "The call");
  const { to, url, method, ...script } = call;
  if ((typeof to === "string") === (typeof url === "string"))
    throw refused("A call has either `to`, a number or a SIP address of the account, or `url`");
  const rest = readCallScript(script);
  if (typeof to === "string") return { to, ...rest };
  return { url: textOf(url, "url"), ...(method === undefined ? {} : { method: methodOf(method) }), ...rest };
};

/** The body of `POST /emulator/calls/next`. */
export const readCallScript = (body: unknown): CallScript => {
  const { from, headers, outcomes = [], digits = [], accept, agent, at } = objectOf(body, "The call");
  return {
    outcomes: listOf(outcomes, "outcomes").map(outcomeOf),
    digits: listOf(digits, "digits").map((one) => textOf(one, "digits")),
    ...(from === undefined ? {} : { from: textOf(from, "from") }),
    ...(headers === undefined ? {} : { headers: headersOf(objectOf(headers, "headers")) }),
    ...(accept === undefined ? {} : { accept: keysOf(accept, "accept") }),
    ...(agent === undefined ? {} : { agent: agentOf(objectOf(agent, "agent")) }),
    ...(at === undefined ? {} : { at: timeOf(at) }),
  };
};

const timeOf = (value: unknown): number => {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw refused("at must be milliseconds since 1970");
  return value;
};

const headersOf = (headers: Record<string, unknown>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, textOf(value, `headers.${name}`)]),
  );

const keysOf = (value: unknown, name: string): string => {
  const keys = textOf(value, name);
  if (!/^[0-9*#]+$/.test(keys)) throw refused(`${name} must be keys of a telephone, not "${keys}"`);
  return keys;
};

const outcomeOf = (value: unknown): ScriptedOutcome => {
  const given = typeof value === "string" ? { outcome: value } : objectOf(value, "outcomes");
  const { outcome: name, digits, after } = given as Record<string, unknown>;
  const outcome = legOutcomes.find((one) => one === name);
  if (outcome === undefined)
    throw refused(`outcomes must be of ${legOutcomes.join(", ")}, not ${JSON.stringify(name)}`);
  if (after !== undefined && (typeof after !== "number" || !(after >= 0)))
    throw refused("outcomes.after must be seconds from 0");
  return {
    outcome,
    ...(digits === undefined ? {} : { digits: keysOf(digits, "outcomes.digits") }),
    ...(after === undefined ? {} : { after }),
  };
};

const agentOf = ({ url, handoffs }: Record<string, unknown>): NonNullable<CallRequest["agent"]> => ({
  url: textOf(url, "agent.url"),
  handoffs: listOf(handoffs, "agent.handoffs").map((handoff) => {
    if (typeof handoff === "string") return handoff;
    const { url, method, fallbackUrl, fallbackMethod } = objectOf(handoff, "agent.handoffs");
    return {
      url: textOf(url, "agent.handoffs.url"),
      ...(method === undefined ? {} : { method: methodOf(method) }),
      ...(fallbackMethod === undefined ? {} : { fallbackMethod: methodOf(fallbackMethod) }),
      ...(fallbackUrl === undefined
        ? {}
        : { fallbackUrl: textOf(fallbackUrl, "agent.handoffs.fallbackUrl") }),
    };
  }),
});
