import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { isNotFound } from "../../provider/client/errors.ts";
import { optional, reply } from "../../provider/client/reply.ts";
import { ask, type Operation } from "../../provider/operation.ts";
import type { Check } from "./check.ts";
import { isRegion, regionLabels, usualRegion } from "./endpoint.ts";
import { found, linePlace } from "./places.ts";

/**
 * Each region has voice URLs of its own for the same number, and a call asks those of the region it is processed in.
 * https://www.twilio.com/docs/global-infrastructure/inbound-call-processing
 */
export const regions: Check = {
  question: "in which region calls to its numbers are processed",
  async run(subject) {
    const { endpoint } = subject.operation.configuration;
    const region = regionLabels(endpoint).find(isRegion) ?? usualRegion;
    const lines = Object.entries(subject.plan.numbers).map(async ([id, line]): Promise<Diagnostic[]> => {
      const name = line.number ?? line.sipDomain;
      const there = await inboundRegion(
        subject.operation,
        line.number === undefined ? "SipDomains" : "PhoneNumbers",
        name,
      );
      if (there === "" || there === region) return [];
      return [
        found(linePlace(subject, id), {
          code: "number-region",
          message: `Calls to ${name} are processed in ${there}, where its voice URL is another than in ${region}, to which this environment is deployed. Set its inbound region to ${region} in Twilio's console, or deploy to ${there} with TWILIO_ENDPOINT.`,
        }),
      ];
    });
    return (await Promise.all(lines)).flat();
  },
};

/** https://www.twilio.com/docs/global-infrastructure/inbound-processing-api; empty where Twilio has no entry. */
async function inboundRegion(operation: Operation, list: string, name: string): Promise<string> {
  const request = {
    method: "GET",
    product: "routes",
    path: `/v2/${list}/${encodeURIComponent(name)}`,
  } as const;
  try {
    return await ask(operation, request, (body) => optional(reply(body), "voice_region"));
  } catch (error) {
    if (isNotFound(error)) return "";
    throw error;
  }
}
