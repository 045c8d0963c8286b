import { createHash } from "node:crypto";
import { asset, type Properties, secret, text } from "../../../../infra/provider/property.ts";
import { twiml } from "../sample.ts";
import type { Declared } from "./stack.ts";

/** What a company deploys: a document for each destination, and who answers its numbers. */
export interface Company {
  /** The number that each destination rings. */
  readonly destinations: Readonly<Record<string, string>>;
  /** The destination that answers a number or SIP Domain; `agent` is a URL of somebody else's. */
  readonly entries: Readonly<Record<string, string>>;
}

const sipDomain = "acme.sip.twilio.com";
export const phoneNumbers = ["+442079460000", "+442079460001", "+442079460002"] as const;

/** What the entries did before us. */
export const before = {
  VoiceUrl: "https://old.example.com/voice",
  VoiceFallbackUrl: "https://old.example.com/fallback",
};

export const twenty: Company = {
  destinations: Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `desk-${index}`,
      `+4420794601${String(index).padStart(2, "0")}`,
    ]),
  ),
  entries: {
    [phoneNumbers[0]]: "agent",
    [phoneNumbers[1]]: "desk-1",
    [phoneNumbers[2]]: "desk-2",
    [sipDomain]: "desk-3",
  },
};

const retarget = (ids: readonly string[]): Company["destinations"] => ({
  ...twenty.destinations,
  ...Object.fromEntries(ids.map((id, index) => [id, `+4420794602${String(index).padStart(2, "0")}`])),
});

/** Three destinations ring somebody else, one is new and answers a number, and another number is moved. */
export const changed: Company = {
  destinations: { ...retarget(["desk-1", "desk-7", "desk-19"]), "desk-20": "+442079460300" },
  entries: { ...twenty.entries, [phoneNumbers[1]]: "desk-20", [sipDomain]: "desk-4" },
};

const without = <T>(entries: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)));

/** Two destinations that answer entries go, one entry with them and one moved away, and a third that answers none. */
export const reduced: Company = {
  destinations: without(twenty.destinations, ["desk-1", "desk-2", "desk-12"]),
  entries: { ...without(twenty.entries, [phoneNumbers[2]]), [phoneNumbers[1]]: "desk-5" },
};

const code = "exports.handler = (context, event, callback) => callback(null, {});";

/** The company as resources, in the order and with the options of the program. */
export function programOf({ destinations, entries }: Company): readonly Declared[] {
  const bins = new Map([
    ...Object.entries(destinations).map(([id, number]) => [`/handoffs/${id}.xml`, twiml(number)] as const),
    ["/onerror/desk-0.xml", twiml("+442079460100")] as const,
    ["/onerror/desk-10.xml", twiml("+442079460110")] as const,
  ]);
  const place = (outputs: (name: string) => Properties): Properties => ({
    serviceSid: text(outputs("service"), "serviceSid"),
    domainName: text(outputs("service"), "domainName"),
  });
  const inService = { needs: ["service"], deletedWith: "service" };
  const version = (outputs: (name: string) => Properties, name: string, output: string) =>
    text(outputs(name), output);
  return [
    {
      name: "service",
      type: "ServerlessService",
      needs: [],
      inputs: () => ({
        uniqueName: "handoffs-acme-live",
        friendlyName: "Handoffs of acme, live",
        environmentName: "live",
      }),
    },
    ...[...bins].map(([path, document]) => ({
      name: path,
      type: "TwimlBin",
      ...inService,
      inputs: (outputs: (name: string) => Properties) => ({ ...place(outputs), path, twiml: document }),
    })),
    {
      name: "router",
      type: "RouterFunction",
      ...inService,
      inputs: (outputs) => ({
        ...place(outputs),
        path: "/router",
        code: asset({ hash: createHash("sha256").update(code).digest("hex"), text: code }),
        planPath: "/plan.json",
        routes: Object.fromEntries(
          Object.entries(destinations).map(([id, number]) => [id, { to: { number } }]),
        ),
        numbers: Object.fromEntries(Object.entries(entries).map(([id, answer]) => [id, { answer }])),
        settings: { aliases: {} },
        secrets: secret({ pbx: "a-password-of-the-pbx" }),
        secretsPath: "/secrets.json",
      }),
    },
    {
      name: "release",
      type: "Release",
      needs: ["service", "router", ...bins.keys()],
      deletedWith: "service",
      inputs: (outputs) => ({
        serviceSid: text(outputs("service"), "serviceSid"),
        environmentSid: text(outputs("service"), "environmentSid"),
        assetVersions: {
          ...Object.fromEntries([...bins.keys()].map((path) => [path, version(outputs, path, "versionSid")])),
          "/plan.json": version(outputs, "router", "planVersionSid"),
          "/secrets.json": version(outputs, "router", "secretsVersionSid"),
        },
        functionVersions: { "/router": version(outputs, "router", "functionVersionSid") },
        references: {},
      }),
    },
    ...Object.entries(entries).map(([name, answer]) => entryOf(name, answer)),
  ];
}

function entryOf(name: string, answer: string): Declared {
  const [type, input] = name.startsWith("+")
    ? ["PhoneNumberWebhook", "phoneNumber"]
    : ["SipDomainWebhook", "domainName"];
  const voice = answer === "agent" ? undefined : `/handoffs/${answer}.xml`;
  const fallback = "/onerror/desk-0.xml";
  return {
    name,
    type,
    needs: ["release", fallback, ...(voice === undefined ? [] : [voice])],
    inputs: (outputs) => ({
      [input]: name,
      voiceUrl: voice === undefined ? "https://agent.example.com/voice" : text(outputs(voice), "url"),
      voiceMethod: voice === undefined ? "POST" : "GET",
      voiceFallbackUrl: text(outputs(fallback), "url"),
      voiceFallbackMethod: "GET",
    }),
  };
}
