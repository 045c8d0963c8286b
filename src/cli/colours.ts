import pc from "picocolors";
import type { Colours } from "../format/human.ts";

/** Colours where a person reads: on a terminal, or where FORCE_COLOR says so; NO_COLOR wins. */
export function coloursFor(stream: { readonly isTTY?: boolean }): Colours {
  const forced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== "0";
  return pc.createColors(pc.isColorSupported && (forced || stream.isTTY === true));
}
