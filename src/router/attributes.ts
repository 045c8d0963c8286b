import type { Target } from "../target/target.ts";
import { tame } from "../target/variables.ts";

/** Bytes of a task's attributes beside those that Twilio adds; 4,096 in all. https://www.twilio.com/docs/taskrouter/limits */
const room = 3000;

/** A target whose task Twilio takes: what an agent says may be long, and without a task nobody comes. The longest is cut first. */
export function withinRoom(to: Target): Target {
  if (to.kind !== "flex") return to;
  let { attributes } = to;
  while (Buffer.byteLength(JSON.stringify(attributes)) > room) {
    const texts = Object.entries(attributes).filter((entry): entry is [string, string] => isText(entry[1]));
    const [name, longest] = texts.reduce(
      (one, other) => (other[1].length > one[1].length ? other : one),
      ["", ""],
    );
    if (longest.length < 2) break;
    attributes = { ...attributes, [name]: tame(longest.slice(0, longest.length / 2)) };
  }
  return { ...to, attributes };
}

const isText = (value: unknown): value is string => typeof value === "string";
