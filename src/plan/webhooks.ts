import { agent } from "../evaluate/routing.ts";
import { binPath, onErrorPath } from "../twiml/paths.ts";
import type { Plan } from "./plan.ts";

/** What a Twilio number asks when a call comes in, and when that fails. */
export interface Webhook {
  /** E.164. */
  readonly phoneNumber: string;
  readonly voice:
    | { readonly kind: "bin"; readonly path: string }
    | { readonly kind: "agent"; readonly url: string };
  /** The path of the bin that is asked when `voice` fails. */
  readonly fallback: string;
}

/** The webhooks of an environment's numbers, by the numbers' ids. */
export function webhooksOf(plan: Plan): Readonly<Record<string, Webhook>> {
  return Object.fromEntries(
    Object.entries(plan.numbers).map(([id, { number, answer, onError }]) => {
      const voice: Webhook["voice"] =
        answer === agent && plan.agent
          ? { kind: "agent", url: plan.agent.url }
          : { kind: "bin", path: binPath(answer) };
      return [id, { phoneNumber: number, voice, fallback: onErrorPath(onError) }];
    }),
  );
}
