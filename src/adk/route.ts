import type { SipTarget } from "../target/sip.ts";
import { isDialled, serverOf, sipAddress, writeAddress } from "./address.ts";
import type { SipConfig } from "./handoff.ts";

/** `sip:` of a destination file, as far as PolyAI's file can say it. */
export interface SipShape {
  readonly uri?: string;
  readonly method: SipTarget["method"];
  readonly transport?: "udp" | "tls";
  readonly encryption?: "srtp";
  readonly headers?: Readonly<Record<string, string>>;
}

/** The route of a handoff as a `sip:` of ours. A route that is no address is dialled at the endpoint, or at `host`. */
export function sipOf(config: SipConfig, host: string): SipShape {
  switch (config.method) {
    case "bye":
      return { method: "bye" };
    case "refer":
      return { uri: uriOf(config.phone_number, host), method: "refer" };
    case "invite": {
      const secure = config.outbound_encryption === "TLS/SRTP";
      const uri = uriOf(config.phone_number, endpointOf(config.outbound_endpoint) || host);
      return {
        uri,
        method: "invite",
        ...(sipAddress(uri)?.parameters.has("transport") === true
          ? {}
          : { transport: secure ? "tls" : "udp" }),
        ...(secure ? { encryption: "srtp" as const } : {}),
      };
    }
  }
}

/** Anything else stays as it is, for `validate` to say what is wrong with it. */
function uriOf(route: string, server: string): string {
  const address = sipAddress(route);
  if (address) return writeAddress(address);
  const [, scheme = "sip:", rest = server] = /^(sips?:)?(.*)$/i.exec(server) ?? [];
  return isDialled(route) ? `${scheme}${route.replaceAll("#", "%23")}@${rest}` : route;
}

/** The server of an endpoint, which may be written as an address; `sips:` stays. */
export function endpointOf(endpoint: string): string {
  const address = sipAddress(endpoint);
  if (!address) return endpoint.trim();
  const server = serverOf(address.host, address.parameters);
  return address.scheme === "sips" ? `sips:${server}` : server;
}

/** The way back. `host` is where numbers and extensions were put that had no address. */
export function sipConfigOf({ method, uri }: SipTarget, host: string): SipConfig {
  const address = uri === undefined ? undefined : sipAddress(uri);
  if (method === "bye" || uri === undefined || address === undefined) return { method: "bye" };
  const route = address.user.replaceAll("%23", "#");
  if (method === "refer")
    return {
      method,
      phone_number: serverOf(address.host, address.parameters) === host && isDialled(route) ? route : uri,
    };
  const { scheme, parameters } = address;
  const secure = parameters.get("secure") === "true";
  const transport = parameters.get("transport");
  const server = serverOf(address.host, parameters, [
    "secure",
    ...(transport === (secure ? "tls" : "udp") ? ["transport"] : []),
  ]);
  const endpoint = scheme === "sips" ? `sips:${server}` : server;
  const outbound_encryption = secure ? "TLS/SRTP" : "UDP/RTP";
  return isDialled(route)
    ? {
        method,
        phone_number: route,
        outbound_endpoint: endpoint === host ? "" : endpoint,
        outbound_encryption,
      }
    : {
        method,
        phone_number: `${scheme}:${address.user === "" ? "" : `${address.user}@`}${server}`,
        outbound_endpoint: "",
        outbound_encryption,
      };
}
