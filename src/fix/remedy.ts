import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type Edit, offsetsIn } from "./edit.ts";

/** The edits that mend problems of a text, where there is one right answer that needs no thought. */
export function remedies(
  problems: readonly Diagnostic[],
  text: string,
  country: string | undefined,
): readonly Edit[] {
  const offsetsOf = offsetsIn(text);
  return problems.flatMap((problem) => {
    const [start, end] = offsetsOf(problem);
    const written = text.slice(start, end);
    const other = replacement(problem, written, country);
    return other === undefined || other === written ? [] : [{ start, end, text: other }];
  });
}

function replacement(
  { code, suggestions }: Diagnostic,
  written: string,
  country: string | undefined,
): string | undefined {
  const [only, another] = suggestions;
  const single = another === undefined ? only : undefined;
  switch (code) {
    case "unquoted-text":
    case "wrong-type":
      return single;
    case "phone-number-form":
    case "caller-id-form":
      return phoneNumber([bare(written), ...suggestions], country);
    case "unknown-key":
    case "duration-form":
    case "country-form":
    case "days-form":
    case "hours-form":
      return single === undefined ? undefined : quotedAs(written, single);
    case "unknown-word":
      return single?.toLowerCase() === bare(written).toLowerCase() ? quotedAs(written, single) : undefined;
    default:
      return undefined;
  }
}

/** The one number in E.164 that a text can mean, in quotes. A national number needs the country that calls may go to. */
function phoneNumber(texts: readonly string[], country: string | undefined): string | undefined {
  const region: CountryCode | undefined =
    country !== undefined && isSupportedCountry(country) ? country : undefined;
  for (const text of texts) {
    // Letters may be an extension or words, and a comma begins another number.
    if (!/^\+?[0-9 ()./-]+$/.test(text)) continue;
    const number = parsePhoneNumberFromString(
      text,
      region === undefined ? undefined : { defaultCountry: region },
    );
    if (number?.isValid()) return JSON.stringify(number.number);
  }
  return undefined;
}

function bare(written: string): string {
  return /^(["'])(.*)\1$/s.exec(written)?.[2] ?? written;
}

function quotedAs(written: string, text: string): string {
  const quote = /^["']/.exec(written)?.[0] ?? "";
  return quote + text + quote;
}
