import { type Diversion, type Entries, type Entry, toEntry } from "./entries.ts";
import { optional } from "./reply.ts";

export interface PhoneNumber extends Entry, Diversion {
  /** Whether it takes calls at all. */
  readonly voice: boolean;
  /** `voice` or `fax`: what its calls are taken for. */
  readonly receives: string;
}

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const phoneNumbers: Entries<PhoneNumber> = {
  path: "IncomingPhoneNumbers",
  field: "incoming_phone_numbers",
  read: (item) => ({
    ...toEntry(item, "phone_number"),
    trunkSid: optional(item, "trunk_sid"),
    voiceApplicationSid: optional(item, "voice_application_sid"),
    voice: isProperty(item.capabilities, "voice"),
    receives: optional(item, "voice_receive_mode"),
  }),
};

const isProperty = (value: unknown, name: string): boolean =>
  typeof value === "object" && value !== null && new Map(Object.entries(value)).get(name) === true;
