import type { Plan } from "../../src/plan/plan.ts";
import type { Cloud } from "./cloud.ts";

/**
 * Gives the emulator's account the numbers and SIP domains of the plan that it does not have yet, through Twilio's own
 * API: the provider only ever adopts them. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export async function ownNumbers(cloud: Cloud, plan: Plan): Promise<void> {
  const entries = Object.values(plan.numbers);
  const numbers = await owned(cloud, "IncomingPhoneNumbers", "incoming_phone_numbers", "phone_number");
  for (const { name, number } of entries)
    if (number !== undefined && !numbers.has(number))
      await create(cloud, "IncomingPhoneNumbers", { PhoneNumber: number, FriendlyName: name });
  if (entries.every(({ sipDomain }) => sipDomain === undefined)) return;
  const domains = await owned(cloud, "SIP/Domains", "domains", "domain_name");
  for (const { name, sipDomain } of entries)
    if (sipDomain !== undefined && !domains.has(sipDomain))
      await create(cloud, "SIP/Domains", { DomainName: sipDomain, FriendlyName: name });
}

async function owned(
  cloud: Cloud,
  resource: string,
  list: string,
  key: string,
): Promise<ReadonlySet<string>> {
  const page = (await request(cloud, "GET", `${account(cloud)}/${resource}.json?PageSize=1000`)) as Readonly<
    Record<string, readonly Readonly<Record<string, string>>[]>
  >;
  return new Set(page[list]?.map((entry) => entry[key] ?? ""));
}

async function create(cloud: Cloud, resource: string, form: Readonly<Record<string, string>>): Promise<void> {
  await request(cloud, "POST", `${account(cloud)}/${resource}.json`, new URLSearchParams(form));
}

/** Lets what runs at `origin`, on this machine, answer for a host. */
export async function standIn({ origin: emulator }: Cloud, host: string, origin: string): Promise<void> {
  const reply = await fetch(`${emulator}/emulator/stand-ins`, {
    method: "POST",
    body: JSON.stringify({ [host]: origin }),
  });
  if (!reply.ok) throw new Error(`The emulator answered ${reply.status}: ${await reply.text()}`);
}

/** The domain that the plan's documents are served from; undefined when nothing is deployed. */
export async function deployedDomain(cloud: Cloud, plan: Plan): Promise<string | undefined> {
  const services = "/serverless/v1/Services";
  const service = (await request(cloud, "GET", `${services}/handoffs-${plan.project}-${plan.environment}`)) as
    | { readonly sid: string }
    | undefined;
  if (!service) return undefined;
  const page = (await request(cloud, "GET", `${services}/${service.sid}/Environments`)) as
    | {
        readonly environments: readonly { readonly domain_name: string; readonly build_sid: string | null }[];
      }
    | undefined;
  return page?.environments.find((environment) => environment.build_sid !== null)?.domain_name;
}

function account({ credentials }: Cloud): string {
  return `/api/2010-04-01/Accounts/${credentials.accountSid}`;
}

/** The JSON of an answer; undefined for 404. */
async function request(cloud: Cloud, method: string, path: string, body?: URLSearchParams): Promise<unknown> {
  const { apiKey, apiSecret } = cloud.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const reply = await fetch(cloud.origin + path, {
    method,
    headers: { authorization },
    ...(body ? { body } : {}),
  });
  if (reply.status === 404) return undefined;
  if (!reply.ok)
    throw new Error(`The emulator answered ${reply.status} to ${method} ${path}: ${await reply.text()}`);
  return reply.json();
}
