import type { Manifest, Rendered } from "./manifest.ts";

/** A module whose `DestinationId` makes a misspelt destination a compile error. */
export function typescript({ project, environment, destinations, context }: Manifest): Rendered {
  const union = destinations.map(({ id }) => `\n  | ${literal(id)}`).join("") || " never";
  const entries = destinations.map(
    ({ id, name, description, url, default: isDefault }) => `  ${literal(id)}: {
    name: ${literal(name)},
    description: ${literal(description)},
    url: ${literal(url)},
    default: ${isDefault},
  },
`,
  );
  const text = `// The destinations of ${project} in ${environment}. Made by \`handoffs manifest --env ${environment} --format typescript\`.

/** Where a call can be handed. */
export type DestinationId =${union};

export interface Destination {
  readonly name: string;
  /** When to choose it. */
  readonly description: string;
  /** Its TwiML, which only requests that Twilio signs can read. */
  readonly url: string;
  readonly default: boolean;
}

export const destinations: Readonly<Record<DestinationId, Destination>> = {
${entries.join("")}};
${context === undefined ? "" : contextText(context)}`;
  return { text, losses: [], missing: [] };
}

const contextText = ({ scope, ttl }: NonNullable<Manifest["context"]>) => `
/** Where \`handoffs/agent\` leaves what it hands over with a call, and for how many seconds. */
export const context = { scope: ${literal(scope)}, ttl: ${ttl} } as const;
`;

/** A string literal that no character of the text can end, whatever the version of ECMAScript. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
