import type { DestinationShape } from "../../schema/destination.ts";
import type { ProjectShape } from "../../schema/project.ts";
import type { Entry } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import { environmentsOf, layersOf, targetFor } from "../plan/environment.ts";
import { compileTarget, legOf } from "../target/index.ts";
import { variablesOf } from "../target/variables.ts";
import { at, type Rule } from "./rule.ts";

/**
 * Twilio asks for a whisper on the desk's own leg, whose parties are the number that the desk is shown and the desk.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export const whisper: Rule = function* ({ project, destinations }) {
  if (!project) return;
  const reported = new Set<string>();
  for (const environment of environmentsOf(project.value)) {
    for (const entry of destinations.values()) {
      const layers = layersOver(project, entry, environment);
      const found = layers.find(({ value }) => value.screening?.whisper !== undefined);
      const names = variablesOf(found?.value.screening?.whisper ?? "");
      const callerId = layers.find(({ value }) => value.callerId !== undefined)?.value.callerId;
      const shown = callerId ?? project.value.defaults?.callerId ?? "caller";
      const wrong = names.filter((name) => name === "called" || (name === "caller" && shown !== "caller"));
      if (!found || wrong.length === 0) continue;
      if (legOf(compileTarget(targetFor(project, entry, environment).to)) !== "dial") continue;
      for (const name of new Set(wrong)) {
        const path = [...found.path, "screening", "whisper"];
        const place = `${entry.file} ${path.join("/")} ${name}`;
        if (reported.has(place)) continue;
        reported.add(place);
        yield at(entry, path, { code: "whisper-variable", message: messageFor(name, environment, shown) });
      }
    }
  }
};

/** A destination's settings for an environment, the one that wins first, each with the path to it. */
function layersOver(project: Entry<ProjectShape>, { value }: Entry<DestinationShape>, environment: string) {
  const layers = layersOf(project.value, environment).toReversed();
  return [
    ...layers.map((layer) => ({
      value: own(value.environments, layer) ?? {},
      path: ["environments", layer],
    })),
    { value, path: [] },
  ];
}

function messageFor(name: string, environment: string, shown: string): string {
  return name === "called"
    ? `A whisper does not know \${called}: Twilio asks for it on the leg to this destination, where that is the destination itself. Say in words what was called, or send \${called} as a header or an attribute.`
    : `A whisper knows \${caller} only where the destination is shown the caller's number, and in ${environment} it is shown another (\`callerId: ${shown}\`). Use \`callerId: caller\`, or take \${caller} out.`;
}
