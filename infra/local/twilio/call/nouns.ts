import type { Noun } from "./noun.ts";
import { number } from "./number.ts";

const all: readonly Noun[] = [number];

export const nouns: ReadonlyMap<string, Noun> = new Map(all.map((noun) => [noun.name, noun]));

/** Nouns that Twilio has and the emulator has not. */
export const missingNouns: readonly string[] = [
  "Application",
  "Client",
  "Conference",
  "Queue",
  "Sim",
  "Sip",
  "WhatsApp",
];
