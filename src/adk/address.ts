/** The parts of a SIP address (RFC 3261, 19.1). */
export interface SipAddress {
  readonly scheme: "sip" | "sips";
  /** Before the @; empty when there is none. */
  readonly user: string;
  /** With its port. */
  readonly host: string;
  /** By name, in small letters, in their order; an empty text for a name alone. */
  readonly parameters: ReadonlyMap<string, string>;
}

const form = /^(sips?):(?:([^@]*)@)?([^;@?<>\s]+)((?:;[^;?<>\s]+)*)$/i;

/** A SIP address, with or without angle brackets; undefined for anything else. */
export function sipAddress(text: string): SipAddress | undefined {
  const bare = text.trim().replace(/^<(.*)>$/, "$1");
  const [, scheme = "", user = "", host = "", parameters = ""] = form.exec(bare) ?? [];
  if (host === "") return undefined;
  return {
    scheme: scheme.toLowerCase() === "sips" ? "sips" : "sip",
    user,
    host,
    parameters: new Map(
      parameters
        .split(";")
        .slice(1)
        .map((parameter) => {
          const [name = "", value = ""] = parameter.split("=", 2);
          return [name.toLowerCase(), value];
        }),
    ),
  };
}

export function writeAddress({ scheme, user, host, parameters }: SipAddress): string {
  return `${scheme}:${user === "" ? "" : `${user}@`}${serverOf(host, parameters)}`;
}

/** Host, port and parameters, without those that are left out. */
export function serverOf(
  host: string,
  parameters: ReadonlyMap<string, string>,
  without: readonly string[] = [],
): string {
  const kept = [...parameters].filter(([name]) => !without.includes(name));
  return host + kept.map(([name, value]) => `;${name}${value === "" ? "" : `=${value}`}`).join("");
}

/** Whether a route is no address, but what is dialled at one: a number or an extension. */
export function isDialled(route: string): boolean {
  return /^[A-Za-z0-9+*#._-]{1,64}$/.test(route);
}
