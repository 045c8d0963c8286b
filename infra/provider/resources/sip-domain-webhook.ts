import { didYouMean, suggest } from "../../../src/diagnostic/suggest.ts";
import { adoptedWebhook } from "../adopted-webhook.ts";
import { checkText } from "../check.ts";
import { sipDomains } from "../client/sip-domains.ts";

/** The voice webhook of a SIP Domain that the account has. The domain is never created here, and never deleted. */
export const sipDomainWebhook = adoptedWebhook({
  type: "twilio:index:SipDomainWebhook",
  entries: sipDomains,
  name: "domainName",
  sid: "domainSid",

  checkName: (inputs) =>
    checkText(
      inputs,
      "domainName",
      (name) => /^[a-z\d-]+(\.[a-z\d-]+)*\.sip\.twilio\.com$/i.test(name),
      "Expected the full name of a SIP Domain, such as acme.sip.twilio.com.",
    ),

  absent: (name, names) =>
    `The account has no SIP Domain ${name}.${didYouMean(suggest(name, names))} SIP Domains are created in Twilio's console, never here; check the name and that the credentials are of the right account.`,

  warn({ name, byocTrunkSid }, operation) {
    if (byocTrunkSid === "") return;
    operation.warn(
      `${name} belongs to the BYOC trunk ${byocTrunkSid}, which has a voice URL of its own, and Twilio does not say which of the two it asks. Call the domain to see, or set the trunk's URL too.`,
    );
  },
});
