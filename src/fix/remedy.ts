import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type Edit, offsetsOf } from "./edit.ts";

/** The edit that mends a problem, where there is one right answer that needs no thought; undefined otherwise. */
export function remedy(diagnostic: Diagnostic, text: string, country: string | undefined): Edit | undefined {
  const [start, end] = offsetsOf(text, diagnostic);
  const written = text.slice(start, end);
  const other = replacement(diagnostic, written, country);
  return other === undefined || other === written ? undefined : { start, end, text: other };
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
