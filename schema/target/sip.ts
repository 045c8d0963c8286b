import * as z from "zod";
import { template } from "../template.ts";
import { formatted, prose, secretName } from "../text.ts";

/** RFC 3261 `user@host` with parameters, or the user alone; Twilio allows fewer than 255 characters. */
const uri = formatted({
  code: "sip-uri-form",
  pattern:
    /^sips?:(?=.{1,250}$)([A-Za-z0-9\-_.!~*'()%+&=$,;?/]{1,64}@)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(:[0-9]{1,5})?(;[A-Za-z0-9\-_.]+(=[A-Za-z0-9\-_.%+:]+)?)*$/,
  accepts: (text) => !/;transport=/i.test(text) || /;transport=(udp|tcp|tls)(;|$)/i.test(text),
  expected:
    "a SIP address without brackets or headers, such as sip:+442079460123@pbx.example.com;transport=tls",
  mend: (text) => {
    const bare = text.trim().replace(/^<(.*)>$/, "$1");
    if (/^sips?:[^\s<>?]+@[A-Za-z0-9.-]+/.test(bare) && bare !== text) return bare;
    return /^[^\s@:<>]+@[A-Za-z0-9.-]+$/.test(bare) ? `sip:${bare}` : undefined;
  },
});

/** What Twilio passes on: https://www.twilio.com/docs/voice/twiml/sip#custom-headers (otherwise error 13252). */
const headerName = formatted({
  code: "sip-header-name",
  pattern:
    /^([Xx]-(?![Tt][Ww][Ii][Ll][Ii][Oo])[A-Za-z0-9!#$%&'*+.^_`|~-]{1,62}|User-to-User|Remote-Party-ID|P-Preferred-Identity|P-Called-Party-ID)$/,
  expected:
    "a header that Twilio passes on: X- and a name (but not X-Twilio…), User-to-User, Remote-Party-ID, P-Preferred-Identity or P-Called-Party-ID",
  mend: (text) =>
    /^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(text) && !/^x-?twilio/i.test(text)
      ? `X-${text.replace(/^x-?/i, "")}`
      : undefined,
});

/** A SIP address or trunk. */
export const sipTarget = z.strictObject({
  get sip() {
    return z.strictObject({
      uri: uri
        .meta({
          description: "The SIP address; not with `method: bye`.",
          examples: ["sip:+442079460123@pbx.example.com;transport=tls"],
        })
        .optional(),
      method: z
        .enum(["invite", "refer", "bye"])
        .meta({
          description:
            "invite: Twilio stays in the call. refer: the caller's own SIP side takes the call over. bye: it takes the call back. The last two need a call that came by SIP.",
          default: "invite",
        })
        .optional(),
      transport: z
        .enum(["udp", "tcp", "tls"])
        .meta({ description: "Unless the address has a transport.", default: "udp" })
        .optional(),
      encryption: z
        .enum(["none", "srtp"])
        .meta({ description: "srtp encrypts the speech and needs tls.", default: "none" })
        .optional(),
      headers: z
        .record(headerName, template(1024, "the value of a SIP header"))
        .meta({
          description: "SIP headers that the destination gets.",
          examples: [{ "X-Reason": "${reason}" }],
        })
        .optional(),
      username: prose(255).meta({ description: "For a destination that asks for credentials." }).optional(),
      password: z
        .strictObject({ secret: secretName })
        .meta({ description: "Never the password itself: the name of a secret of the stack." })
        .optional(),
    });
  },
});
