import { agent } from "../evaluate/routing.ts";
import { binPath, onErrorPath } from "../twiml/paths.ts";
import type { InboundLine, Plan } from "./plan.ts";

/** What a Twilio number or SIP domain asks when a call comes in, and when that fails. */
export interface Webhook {
  readonly line: InboundLine;
  readonly voice:
    | { readonly kind: "bin"; readonly path: string }
    | { readonly kind: "agent"; readonly url: string };
  /** The path of the bin that is asked when `voice` fails. */
  readonly fallback: string;
  readonly takeOver: boolean;
}

/** The webhooks of an environment's inbound entries, by their ids. */
export function webhooksOf(plan: Plan): Readonly<Record<string, Webhook>> {
  return Object.fromEntries(
    Object.entries(plan.numbers).map(([id, { name: _, answer, onError, takeOver = false, ...line }]) => {
      const voice: Webhook["voice"] =
        answer === agent && plan.agent
          ? { kind: "agent", url: plan.agent.url }
          : { kind: "bin", path: binPath(answer) };
      return [id, { line, voice, fallback: onErrorPath(onError), takeOver }];
    }),
  );
}
