import { asset, type Properties, text } from "../../../infra/provider/property.ts";
import type { ProviderProcess, Reply } from "./provider-process.ts";

/** The inputs of a small deployment, and its steps in the order of the program. */
export const service: Properties = {
  uniqueName: "handoffs-acme",
  friendlyName: "Handoffs of acme",
  environmentName: "live",
};

export const twiml = (number: string): string => `<Response><Dial>${number}</Dial></Response>`;

export const bin = (made: Reply, id: string, number = "+442079460123"): Properties => ({
  serviceSid: text(made.state, "serviceSid"),
  domainName: text(made.state, "domainName"),
  path: `/handoffs/${id}.xml`,
  twiml: twiml(number),
});

const code = asset({
  hash: "a3449350b2c51a6deeaac8c75fbe3aab632a5ecd91272bbd87533c44ad59c8b6",
  text: "exports.handler = (context, event, callback) => callback(null, {});",
});

export const router = (made: Reply, fields: Properties = {}): Properties => ({
  serviceSid: text(made.state, "serviceSid"),
  domainName: text(made.state, "domainName"),
  path: "/router",
  code,
  planPath: "/plan.json",
  routes: { billing: { to: { number: "+442079460123" } }, reception: { to: { number: "+442079460199" } } },
  numbers: { main: { answer: "agent" } },
  settings: { aliases: {} },
  ...fields,
});

export const release = (made: Reply, bins: readonly Reply[], routed?: Reply): Properties => ({
  serviceSid: text(made.state, "serviceSid"),
  environmentSid: text(made.state, "environmentSid"),
  assetVersions: {
    ...Object.fromEntries(bins.map(({ state }) => [text(state, "path"), text(state, "versionSid")])),
    ...(routed === undefined ? {} : { "/plan.json": text(routed.state, "planVersionSid") }),
  },
  functionVersions: routed === undefined ? {} : { "/router": text(routed.state, "functionVersionSid") },
  runtime: "node22",
});

export const webhook = (url: string, fields: Properties = {}): Properties => ({
  phoneNumber: "+442079460000",
  voiceUrl: url,
  voiceMethod: "GET",
  ...fields,
});

export interface Deployed {
  readonly service: Reply;
  readonly bins: readonly [Reply, Reply];
  readonly router: Reply;
  readonly release: Reply;
}

/** A service with two bins, the router and a release of them. */
export async function deploy(provider: ProviderProcess): Promise<Deployed> {
  const made = await provider.create("ServerlessService", service);
  const billing = await provider.create("TwimlBin", bin(made, "billing"));
  const reception = await provider.create("TwimlBin", bin(made, "reception", "+442079460199"));
  const routed = await provider.create("RouterFunction", router(made));
  const released = await provider.create("Release", release(made, [billing, reception], routed));
  return { service: made, bins: [billing, reception], router: routed, release: released };
}
