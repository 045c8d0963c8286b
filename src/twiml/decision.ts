import type { Decision } from "../evaluate/decision.ts";
import type { Routing } from "../evaluate/routing.ts";
import { verbsFor } from "../target/index.ts";
import { type Element, element } from "./element.ts";
import { routerPath, waitPath } from "./paths.ts";
import { say } from "./say.ts";
import { whisperUrl } from "./whisper.ts";

/** The verbs that carry out a decision. */
export function verbsOf(
  decision: Decision,
  { speech }: Pick<Routing, "speech">,
  secrets: Readonly<Record<string, string>> = {},
): readonly Element[] {
  switch (decision.do) {
    case "try": {
      const { destination, to, tried, chosen, screening, ...rest } = decision;
      return verbsFor(to, {
        ...rest,
        action: outcomeUrl(destination, tried, chosen),
        speech,
        whisperUrl: whisperUrl(destination, screening, rest.callerId),
        waitUrl: waitPath(destination),
        secrets,
      });
    }
    case "return to agent":
      return [element("Redirect", { method: "POST" }, agentUrl(decision))];
    case "last resort":
      return [say(decision.message, speech), element("Hangup")];
    case "hang up":
      return [element("Hangup")];
  }
}

/** Where Twilio reports how a leg ended: relative, with ids only. What the agent chose was mostly what rang first. */
function outcomeUrl(destination: string, tried: readonly string[], chosen: string): string {
  const before = tried.length > 0 ? `&tried=${tried.join(",")}` : "";
  const first = tried[0] ?? destination;
  return `${routerPath}?from=${destination}${before}${chosen === first ? "" : `&chosen=${chosen}`}`;
}

function agentUrl({ url, tried, outcome }: Extract<Decision, { do: "return to agent" }>): string {
  const query = `tried=${tried.join(",")}&outcome=${outcome}`;
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
