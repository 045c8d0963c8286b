import type { Manifest, Rendered } from "./manifest.ts";

/** The name that a model calls the tool by. */
const name = "call_handoff";

const description =
  "Hands the call over to one of our destinations and ends the conversation with the agent. Choose by what the caller wants.";

/**
 * A function of OpenAI's Responses and Realtime APIs, in the strict form: every property is required, and there are no
 * others. https://platform.openai.com/docs/guides/function-calling#strict-mode
 */
export function openai(manifest: Manifest): Rendered {
  return rendered({ type: "function", name, description, parameters: parametersOf(manifest), strict: true });
}

/** A tool of Anthropic's Messages API. https://docs.anthropic.com/en/api/messages#body-tools */
export function anthropic(manifest: Manifest): Rendered {
  return rendered({ name, description, input_schema: parametersOf(manifest), strict: true });
}

/** JSON Schema. The texts of the destinations stand at the property, as a tool's own text is limited to 1,024 characters. */
function parametersOf({ destinations }: Manifest) {
  const lines = destinations.map(
    (entry) =>
      `- ${entry.id} (${entry.name}${entry.default ? "; for all that no other is for" : ""}): ${oneLine(entry.description)}`,
  );
  return {
    type: "object",
    properties: {
      destination: {
        type: "string",
        enum: destinations.map(({ id }) => id),
        description: `Where the call goes:\n${lines.join("\n")}`,
      },
      reason: {
        type: "string",
        description: "Why the caller is handed over, in a few words for the person who picks up.",
      },
    },
    required: ["destination", "reason"],
    additionalProperties: false,
  };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

function rendered(tool: object): Rendered {
  return { text: `${JSON.stringify(tool, undefined, 2)}\n`, losses: [], missing: [] };
}
