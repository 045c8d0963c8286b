import { own } from "../evaluate/own.ts";
import { dial, whisper } from "../twiml/dial.ts";
import { type Element, element } from "../twiml/element.ts";
import type { Attempt, Target, TargetKind } from "./target.ts";

/** A SIP address. */
export interface SipTarget {
  readonly kind: "sip";
  readonly method: "invite" | "refer" | "bye";
  /** With its transport and encryption; absent with `bye`. */
  readonly uri?: string;
  /** Values may hold `${variables}`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials?: { readonly username: string; readonly secret: string };
}

/** Whether a target gets SIP headers. */
export const takesHeaders = (to: Target): to is SipTarget => to.kind === "sip" && to.method !== "bye";

interface SipShape {
  readonly sip: {
    readonly uri?: string | undefined;
    readonly method?: SipTarget["method"] | undefined;
    readonly transport?: "udp" | "tcp" | "tls" | undefined;
    readonly encryption?: "none" | "srtp" | undefined;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly username?: string | undefined;
    readonly password?: { readonly secret: string } | undefined;
  };
}

export const sip: TargetKind<SipTarget, SipShape> = {
  compile: ({ sip: { uri, method, transport, encryption, headers, username, password } }) => ({
    kind: "sip",
    method: method ?? "invite",
    ...(uri === undefined ? {} : { uri: complete(uri, transport, encryption) }),
    headers: headers ?? {},
    ...(username !== undefined && password !== undefined
      ? { credentials: { username, secret: password.secret } }
      : {}),
  }),
  leg: ({ method }) => (method === "invite" ? "dial" : method === "refer" ? "refer" : "none"),
  describe: ({ method, uri }) =>
    uri === undefined ? "back to the caller's own SIP side" : method === "refer" ? `${uri} (REFER)` : uri,
  rings: ({ uri }) => uri?.toLowerCase(),
  verbs: (target, attempt) => {
    const address = `${target.uri ?? ""}${queryOf(target)}`;
    switch (target.method) {
      case "invite":
        return [
          dial(attempt, element("Sip", { ...whisper(attempt), ...credentials(target, attempt) }, address)),
        ];
      case "refer":
        return [element("Refer", { action: attempt.action, method: "POST" }, element("Sip", {}, address))];
      case "bye":
        return [element("Hangup")];
    }
  },
  mapTexts: (target, change) => ({
    ...target,
    headers: Object.fromEntries(Object.entries(target.headers).map(([name, value]) => [name, change(value)])),
  }),
  room: (target) => ({ used: queryOf(target).length, most: mostHeaders }),
};

/** https://www.twilio.com/docs/voice/twiml/sip#authentication; without its password the call is refused, not lost. */
function credentials({ credentials }: SipTarget, { secrets }: Attempt): Element["attributes"] {
  const password = credentials && own(secrets, credentials.secret);
  return password === undefined ? {} : { username: credentials?.username, password };
}

function complete(uri: string, transport: string | undefined, encryption: string | undefined): string {
  const withTransport =
    transport === undefined || /;transport=/i.test(uri) ? uri : `${uri};transport=${transport}`;
  return encryption === "srtp" ? `${withTransport};secure=true` : withTransport;
}

/** Characters of the headers as the address has them, encoded. https://www.twilio.com/docs/api/errors/13251 */
const mostHeaders = 1023;

/** Headers follow the address as a query. https://www.twilio.com/docs/voice/twiml/sip#custom-headers */
function queryOf({ headers }: SipTarget): string {
  const query = Object.entries(headers).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(whole(value))}`,
  );
  return query.length === 0 ? "" : `?${query.join("&")}`;
}

/** Half a character has no encoding. */
function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
