import type { Change, Setting } from "./change.ts";
import { focused, type Quote } from "./quote.ts";

/** What a setting means, and how its values are shown. */
const settings: Readonly<Record<Setting, readonly [meaning: string, shown: keyof Quote]>> = {
  project: ["Every URL changes with the project's name", "name"],
  account: ["Everything moves to another Twilio account, with new URLs", "name"],
  agent: ["The agent answers at another webhook", "name"],
  default: ["Calls to an unknown destination, and those that meet a fault of the router, will reach", "name"],
  lastResort: ["Callers whom nobody can take will hear", "said"],
  hold: ["Callers who wait will hear", "said"],
  speech: ["Messages will be spoken in", "name"],
  context: ["What the agent hands over with a call is kept", "name"],
  ownNumber: ["Where neither line of a call has a number, callees will see", "name"],
};

/** `Callers who wait will hear “…” instead of “…”.` */
export function settingText(
  { subject, before, after }: Extract<Change, { kind: "setting" }>,
  quote: Quote,
): string {
  const [meaning, shown] = settings["setting" in subject ? subject.setting : "default"];
  const [one, other] = [before, after].map((value) => {
    if (value === null) return "none";
    if (typeof value === "string") return value;
    return `${value.language}, ${value.voice ?? "Twilio's voice"}`;
  });
  const [was, is] = focused(one ?? "", other ?? "").map(quote[shown]);
  return `${meaning}${/will (reach|hear|see|be spoken in)$/.test(meaning) ? "" : ":"} ${is} instead of ${was}.`;
}
