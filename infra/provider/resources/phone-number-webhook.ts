import { adoptedWebhook } from "../adopted-webhook.ts";
import { checkText } from "../check.ts";
import { phoneNumbers } from "../client/numbers.ts";

/** The voice webhook of a number that the account owns. It is never bought here, and never released. */
export const phoneNumberWebhook = adoptedWebhook({
  type: "twilio:index:PhoneNumberWebhook",
  entries: phoneNumbers,
  name: "phoneNumber",
  sid: "phoneNumberSid",

  checkName: (inputs) =>
    checkText(
      inputs,
      "phoneNumber",
      (number) => /^\+[1-9]\d{1,14}$/.test(number),
      "Expected E.164: a plus, the country code and the number, digits only, such as +442079460123.",
    ),

  absent: (name) =>
    `The account does not own ${name}. Numbers are bought in Twilio's console, never here; check the number and that the credentials are of the right account.`,

  diversion: ({ trunkSid, voiceApplicationSid }) => ({ trunkSid, voiceApplicationSid }),

  warn({ name, voice, receives }, operation) {
    if (!voice)
      operation.warn(`${name} takes no voice calls at all, so nobody can call it. Use another number.`);
    else if (receives === "fax")
      operation.warn(
        `${name} is set to receive faxes, so Twilio never asks a voice URL. Set it to voice calls in Twilio's console.`,
      );
  },
});
