import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { sipAddress, writeAddress } from "../adk/address.ts";
import type { DestinationFile } from "./imported.ts";

/**
 * Where a cell of a spreadsheet goes, however somebody has typed it; or what is wrong with it. `country` is the ISO
 * 3166 code of numbers that say none.
 */
export function targetIn(
  cell: string,
  extension: string,
  country: string | undefined,
): DestinationFile["to"] | { readonly problem: string } {
  // Spreadsheets are kept from reading a number by ="+44…" or an apostrophe.
  const text = cell.replace(/^=?["'](.*?)["']?$/, "$1").trim();
  const shown = JSON.stringify(text.slice(0, 40));
  const address = /^<?sips?:/i.test(text) ? sipAddress(text) : undefined;
  if (address) return { sip: { uri: writeAddress(address), method: "invite" } };
  if (/^[0-9][.,]?[0-9]*E\+?[0-9]+$/i.test(text))
    return {
      problem: `${shown} is what a spreadsheet makes of a long number: its last digits are lost. Format the column as text and enter the number again.`,
    };
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(
    text.replace(/^00(?=[1-9])/, "+"),
    region as CountryCode | undefined,
  );
  if (!parsed) return { problem: `${shown} is no phone number.${hint(text, region)}` };
  if (!parsed.isValid())
    return { problem: `${shown} is no number that exists: its length or its prefix fits no country's plan.` };
  const keys = extension === "" ? (parsed.ext ?? "") : extension;
  if (keys === "") return parsed.number;
  if (!/^[0-9*#]{1,32}$/.test(keys))
    return {
      problem: `The extension ${JSON.stringify(keys.slice(0, 40))} holds more than the keys of a telephone.`,
    };
  return { number: parsed.number, extension: keys };
}

function hint(text: string, region: string | undefined): string {
  return /[0-9]/.test(text) && !text.startsWith("+") && region === undefined
    ? " It has no country code: write it with + and the code, or name the country with --country."
    : ' Expected one such as "+442079460123".';
}
