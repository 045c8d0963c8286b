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
      const { destination, to, tried, screening, ...rest } = decision;
      return verbsFor(to, {
        ...rest,
        action: outcomeUrl(destination, tried),
        speech,
        whisperUrl: whisperUrl(destination, screening),
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

/** Where Twilio reports how a leg ended: relative, with ids only. */
function outcomeUrl(destination: string, tried: readonly string[]): string {
  return `${routerPath}?from=${destination}${tried.length > 0 ? `&tried=${tried.join(",")}` : ""}`;
}

function agentUrl({ url, tried, outcome }: Extract<Decision, { do: "return to agent" }>): string {
  const query = `tried=${tried.join(",")}&outcome=${outcome}`;
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
