import { stringify } from "yaml";
import type { NumberShape } from "../../../schema/number.ts";
import { agent } from "../../../src/evaluate/routing.ts";
import { schemaLine } from "../../../src/init/files.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import type { Found, Meaning } from "./entry.ts";

/** A file to write, and what there is to say of it. */
export interface Written {
  readonly text: string;
  /** What the file cannot say as Twilio has it; empty when a deployment changes nothing. */
  readonly notes: readonly string[];
}

/** The file of a number or SIP domain, with what it cannot say as comments. */
export function fileOf(
  found: Found,
  meaning: Meaning,
  name: string,
  plan: Plan,
  otherOnError: string,
): Written {
  const { key, webhook } = found;
  const { answer = plan.agent ? agent : plan.default, onError = otherOnError } = meaning;
  const notes = [
    ...(meaning.answer === undefined
      ? [
          `Calls go to ${shown(webhook.voiceUrl, webhook.voiceMethod)}, which no file can say: a deployment has them answered by ${answer === agent ? "the agent" : `"${answer}"`}, and its removal puts this back.`,
        ]
      : []),
    ...(meaning.onError === undefined
      ? [
          `When that fails, Twilio asks ${shown(webhook.voiceFallbackUrl, webhook.voiceFallbackMethod)}; here it is "${onError}", which this import chose.`,
        ]
      : []),
  ];
  const value: NumberShape = {
    name,
    answer,
    onError,
    environments: { [plan.environment]: { [key]: found.name } },
  };
  const comments = notes.map((note) => `# ${note}\n`).join("");
  return { text: `${schemaLine("number", "../")}\n${comments}${stringify(value, { lineWidth: 0 })}`, notes };
}

/** A webhook as a file may hold it: a URL's password and query can be secrets, and a repository has many readers. */
function shown(url: string, method: string): string {
  if (url === "") return "nothing";
  if (!URL.canParse(url)) return "an address that is no URL";
  const { protocol, host, pathname, search, username } = new URL(url);
  const kept = `${protocol}//${username === "" ? "" : "…@"}${host}${pathname}${search === "" ? "" : "?…"}`;
  return `${kept} (${method})`;
}
