import { client } from "./client.ts";
import type { Noun } from "./noun.ts";
import { number } from "./number.ts";
import { queue } from "./queue.ts";
import { sip } from "./sip.ts";

const all: readonly Noun[] = [client, number, queue, sip];

export const nouns: ReadonlyMap<string, Noun> = new Map(all.map((noun) => [noun.name, noun]));

/** Nouns that Twilio has and the emulator has not. */
export const missingNouns: readonly string[] = ["Application", "Conference", "Sim", "WhatsApp"];
