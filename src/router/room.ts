import { beginning, isFromAgent, longestValue } from "../target/variables.ts";

/** What `${variables}` stand for in one call. */
export type Values = Readonly<Record<string, string>>;

/**
 * What `make` makes of the values, with the longest of them cut where the whole does not fit. What Twilio refuses for
 * its size would be a caller whom nobody reaches; the texts of the file alone fit, which rules see to.
 */
export function withinRoom<T>(values: Values, make: (values: Values) => T, fits: (made: T) => boolean): T {
  const whole = make(values);
  if (fits(whole)) return whole;
  // What comes with the call itself is short, and half a number is of no use.
  const spoken = (length: number) => make(cut(values, length, isFromAgent));
  const made = fits(spoken(0)) ? spoken : (length: number) => make(cut(values, length));
  let [fitting, beyond] = [0, longestValue];
  while (beyond - fitting > 1) {
    const length = (fitting + beyond) >> 1;
    if (fits(made(length))) fitting = length;
    else beyond = length;
  }
  return made(fitting);
}

/** Values of at most `length` characters, those at least whose names `concerns` picks. */
export function cut(
  values: Values,
  length: number,
  concerns: (name: string) => boolean = () => true,
): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, concerns(name) ? beginning(value, length) : value]),
  );
}
