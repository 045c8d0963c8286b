import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { isLoopback } from "../../provider/configuration.ts";
import type { Subject } from "./check.ts";
import { environmentPlace, found } from "./places.ts";

/** Where Twilio processes what names no region. */
export const usualRegion = "us1";

export const isRegion = (label: string): boolean => /^[a-z]{2}\d$/.test(label);

/** What stands between the product and Twilio's domain: `["dublin", "ie1"]`. */
export function regionLabels(endpoint: string): readonly string[] {
  if (isLoopback(endpoint)) return [];
  const { hostname } = new URL(endpoint.replaceAll("{product}", "product"));
  return hostname.endsWith(".twilio.com") ? hostname.split(".").slice(1, -2) : [];
}

/**
 * An endpoint at which Twilio answers no more: of hosts with a region and no edge, those of us1 are left.
 * https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide
 */
export function endpointProblems(subject: Omit<Subject, "account">): readonly Diagnostic[] {
  const [region, ...rest] = regionLabels(subject.operation.configuration.endpoint);
  if (region === undefined || rest.length > 0 || !isRegion(region) || region === usualRegion) return [];
  return [
    found(environmentPlace(subject), {
      code: "endpoint-region",
      message: `The endpoint names the region ${region} without an edge, and Twilio answers there no more. Write both, such as https://{product}.dublin.ie1.twilio.com.`,
    }),
  ];
}
