import { fill } from "../target/variables.ts";

/** Characters that a voice says in a second, roughly. */
const pace = 15;

/** Seconds that it takes to say a text. What the agent hands over is not known, and left out. */
export function secondsToSay(text: string): number {
  return Math.ceil(fill(text, {}).length / pace);
}
