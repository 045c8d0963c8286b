import { fstatSync, statSync } from "node:fs";
import { devNull } from "node:os";
import { type Colours, coloured, plain } from "../format/colours.ts";

type Output = "stdout" | "stderr";

const descriptors: Readonly<Record<Output, number>> = { stdout: 1, stderr: 2 };

/** Colours where a person reads: on a terminal, or where FORCE_COLOR says so; NO_COLOR wins. https://no-color.org */
export function coloursFor(output: Output): Colours {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return plain;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === "0" ? plain : coloured;
  return TERM !== "dumb" && mayBeTerminal(output) && process[output].isTTY ? coloured : plain;
}

/** Node's stream, which knows, takes a short command a tenth of its time to load; a file or a pipe needs no asking. */
function mayBeTerminal(output: Output): boolean {
  try {
    const device = fstatSync(descriptors[output]);
    return device.isCharacterDevice() && device.rdev !== statSync(devNull).rdev;
  } catch {
    return true;
  }
}
