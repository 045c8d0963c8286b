import { randomBytes } from "node:crypto";

/** The two letters that tell Twilio's resources apart (https://www.twilio.com/docs/glossary/what-is-a-sid). */
export type SidPrefix =
  | "ZS"
  | "ZE"
  | "ZH"
  | "ZN"
  | "ZB"
  | "ZD"
  | "ZV"
  | "PN"
  | "CA"
  | "RE"
  | "VX"
  | "ET"
  | "SD"
  | "SK"
  | "QU"
  | "QQ"
  | "WS"
  | "WW"
  | "WA"
  | "AE";

export const newSid = (prefix: SidPrefix): string => prefix + randomBytes(16).toString("hex");
