/** A SIP URI (RFC 3261, 19.1) as TwiML holds it. */
export interface SipUri {
  /** Without its headers. */
  readonly uri: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Decoded, in the order of the query. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}
/** What is wrong with it, as Twilio's debugger would say. */
export interface SipProblem {
  readonly code: number;
  readonly message: string;
}

const form =
  /^sips?:(?:[\w\-.!~*'()%+&=$,;?/]+(?::[^@\s]*)?@)?((?:[a-z0-9-]+\.)*[a-z0-9-]+|\[[0-9a-f:.]+\])(:\d{1,5})?((?:;[^\s;?<>"]+)*)$/i;
/** Characters, headers left out; and of all headers together. https://www.twilio.com/docs/api/errors/13251 */
const maximumUri = 254;
const maximumHeaders = 1023;

/** https://www.twilio.com/docs/voice/twiml/sip#noun-attributes */
export const parseSipUri = (text: string): SipUri | SipProblem => {
  // The user part may hold a question mark, the host may not.
  const query = text.indexOf("?", text.indexOf("@") + 1);
  const uri = query < 0 ? text : text.slice(0, query);
  const matched = form.exec(uri);
  if (matched === null || uri.length > maximumUri)
    return { code: 13243, message: `Dial->SIP: Invalid SIP URI "${uri}"` };
  const parameters = Object.fromEntries(
    (matched[3] ?? "")
      .split(";")
      .slice(1)
      .map((parameter) => {
        const [name = "", value = ""] = parameter.split("=");
        return [name.toLowerCase(), value];
      }),
  );
  const wrong = wrongParameter(parameters);
  if (wrong !== undefined)
    return { code: 32110, message: `SIP: URI is formatted incorrectly: parameter ${wrong} of "${uri}"` };
  return withHeaders(uri, parameters, query < 0 ? "" : text.slice(query + 1));
};

const withHeaders = (uri: string, parameters: SipUri["parameters"], query: string): SipUri | SipProblem => {
  if (query.length > maximumHeaders)
    return { code: 13251, message: `Dial: Too many headers passed: ${query.length} characters` };
  try {
    const headers = query
      .split("&")
      .filter((pair) => pair !== "")
      .map((pair): readonly [string, string] => {
        const at = pair.indexOf("=");
        const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
        return [decodeURIComponent(name), decodeURIComponent(value)];
      });
    return { uri, parameters, headers };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return { code: 32110, message: `SIP: URI is formatted incorrectly: its headers "${query}"` };
  }
};

const allowed: Readonly<Record<string, RegExp>> = {
  transport: /^(udp|tcp|tls)$/i,
  secure: /^(true|false)$/i,
  region: /^[a-z]{2}\d$/i,
  edge: /^[a-z-]+$/i,
};

const wrongParameter = (parameters: SipUri["parameters"]): string | undefined =>
  Object.entries(parameters).find(([name, value]) => allowed[name]?.test(value) === false)?.[0];

export const isSipUri = (address: string): boolean => /^sips?:/i.test(address);

/** The user part of a SIP URI. */
export const userOf = (address: string): string | undefined =>
  isSipUri(address) ? /^sips?:([^@;?]*)@/i.exec(address)?.[1] : undefined;

/** `example.com` of `sip:user@example.com:5060;transport=tls`, in lower case. */
export const hostOf = (address: string): string =>
  (/^sips?:(?:[^@]*@)?([^:;?]+)/i.exec(address)?.[1] ?? "").toLowerCase();
