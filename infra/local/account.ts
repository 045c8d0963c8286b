import type { Plan } from "../../src/plan/plan.ts";
import type { Cloud } from "./cloud.ts";

/**
 * Buys the plan's numbers at the emulator, through Twilio's own API, where the account does not have them yet: the
 * provider only ever adopts numbers. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export async function ownNumbers(cloud: Cloud, plan: Plan): Promise<void> {
  const owned = await ownedNumbers(cloud);
  for (const { name, number } of Object.values(plan.numbers)) {
    if (owned.has(number)) continue;
    await request(
      cloud,
      "POST",
      numbersPath(cloud),
      new URLSearchParams({ PhoneNumber: number, FriendlyName: name }),
    );
  }
}

async function ownedNumbers(cloud: Cloud): Promise<ReadonlySet<string>> {
  const page = (await request(cloud, "GET", `${numbersPath(cloud)}?PageSize=1000`)) as {
    readonly incoming_phone_numbers: readonly { readonly phone_number: string }[];
  };
  return new Set(page.incoming_phone_numbers.map((entry) => entry.phone_number));
}

/** The domain that the plan's documents are served from; undefined when nothing is deployed. */
export async function deployedDomain(cloud: Cloud, plan: Plan): Promise<string | undefined> {
  const services = "/serverless/v1/Services";
  const service = (await request(cloud, "GET", `${services}/handoffs-${plan.project}-${plan.environment}`)) as
    | { readonly sid: string }
    | undefined;
  if (!service) return undefined;
  const page = (await request(cloud, "GET", `${services}/${service.sid}/Environments`)) as
    | { readonly environments: readonly { readonly domain_name: string; readonly build_sid: string | null }[] }
    | undefined;
  return page?.environments.find((environment) => environment.build_sid !== null)?.domain_name;
}

function numbersPath({ credentials }: Cloud): string {
  return `/api/2010-04-01/Accounts/${credentials.accountSid}/IncomingPhoneNumbers.json`;
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
