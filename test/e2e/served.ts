import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import type { Company } from "./company.ts";
import { embeddedEngine } from "./engine.ts";

export interface Served {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Connections are kept, as a desk's are. */
const agent = new Agent({ keepAlive: true });

/** Asks a domain that the emulator serves, as anybody on the internet would ask Twilio's. */
export async function served(
  { emulator }: Pick<Company, "emulator">,
  url: string,
  init: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<Served> {
  const { host, pathname, search } = new URL(url);
  const asked = request(emulator.origin + pathname + search, {
    agent,
    method: init.method ?? "GET",
    headers: { ...init.headers, host },
  }).end(init.body);
  const [response]: IncomingMessage[] = await once(asked, "response");
  if (response === undefined) throw new Error("no response");
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** The stack's outputs, as `pulumi stack output --json` prints them. */
export interface Outputs {
  readonly handoffs: Readonly<Record<string, { readonly name: string; readonly url: string }>>;
  readonly domain: string;
  readonly context?: { readonly scope: string; readonly ttl: number; readonly url?: string };
}

export async function outputsOf(company: Company): Promise<Outputs> {
  const { deployment } = JSON.parse(await embeddedEngine(company).exported()) as {
    readonly deployment: {
      readonly resources: readonly { readonly type: string; readonly outputs: Outputs }[];
    };
  };
  const stack = deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  if (stack === undefined) throw new Error("The stack has no outputs");
  return stack.outputs;
}
