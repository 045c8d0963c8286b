import type { Decision } from "../evaluate/decision.ts";
import { kindOf } from "../target/index.ts";
import type { Attempt, Target } from "../target/target.ts";
import { type Element, element } from "./element.ts";
import { routerPath } from "./paths.ts";
import { type Speech, say } from "./say.ts";

/** The verbs that carry out a decision. */
export function verbsOf(decision: Decision, speech: Speech): readonly Element[] {
  switch (decision.do) {
    case "try": {
      const { destination, to, callerId, ring, tried } = decision;
      return attempt(to, { action: outcomeUrl(destination, tried), callerId, ring, speech });
    }
    case "return to agent":
      return [element("Redirect", { method: "POST" }, agentUrl(decision))];
    case "last resort":
      return [say(decision.message, speech), element("Hangup")];
    case "hang up":
      return [element("Hangup")];
  }
}

/** The verbs that try to reach a target. */
export function attempt(to: Target, how: Attempt): readonly Element[] {
  return kindOf(to).verbs(to, how);
}

/** Where Twilio reports how a leg ended: relative, with ids only. */
function outcomeUrl(destination: string, tried: readonly string[]): string {
  return `${routerPath}?from=${destination}${tried.length > 0 ? `&tried=${tried.join(",")}` : ""}`;
}

function agentUrl({ url, tried, outcome }: Extract<Decision, { do: "return to agent" }>): string {
  const query = `tried=${tried.join(",")}&outcome=${outcome}`;
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
