import { type ProviderProcess, startProvider } from "../provider-process.ts";
import { before, phoneNumbers, programOf, twenty } from "./company.ts";
import { type Resources, type Run, up } from "./stack.ts";
import { openTwilio, type Snapshot, type Twilio } from "./twilio.ts";

/** An account and what a stack knows of it. */
export interface Moment {
  readonly account: Snapshot;
  readonly resources: Resources;
}

/** An account with entries of its own, and a provider for one run after another. */
export interface Stage {
  readonly twilio: Twilio;
  /** Before us, and with twenty destinations deployed. */
  readonly moments: { readonly empty: Moment; readonly deployed: Moment };
  /** Begins a run, which knows nothing of the one before but these. */
  readonly begin: (resources: Resources) => Promise<Run>;
  /** After a run that was cancelled or killed. */
  readonly renew: () => Promise<void>;
  /** A second provider, for a second run at the same time. */
  readonly another: (resources: Resources) => Promise<Run>;
  readonly close: () => Promise<void>;
}

/** `timeout`: milliseconds after which a request counts as not answered. All other waits hardly take time. */
export async function openStage(timeout = 20_000): Promise<Stage> {
  const twilio = await openTwilio();
  const options = { env: { PULUMI_CONFIG: twilio.config }, pace: { haste: 200, timeout } };
  let provider: ProviderProcess = await startProvider(options);
  const others: ProviderProcess[] = [];
  const begin = async (resources: Resources): Promise<Run> => {
    await provider.configure();
    return { resources, provider };
  };
  await own(twilio);
  const empty = { account: twilio.snapshot(), resources: new Map() };
  const run = await begin(new Map());
  await up(run, programOf(twenty));
  return {
    twilio,
    moments: { empty, deployed: { account: twilio.snapshot(), resources: run.resources } },
    begin,
    async renew() {
      await provider.close();
      provider = await startProvider(options);
    },
    async another(resources) {
      const other = await startProvider(options);
      others.push(other);
      await other.configure();
      return { resources, provider: other };
    },
    async close() {
      await Promise.all([provider, ...others].map((one) => one.close()));
      await twilio.close();
    },
  };
}

/** The account's own entries, as they were before us. */
async function own(twilio: Twilio): Promise<void> {
  const { accountSid, apiKey, apiSecret, endpoint } = JSON.parse(twilio.config) as Record<string, string>;
  const buy = async (list: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const origin = endpoint?.replace("{product}", "api");
    const response = await fetch(`${origin}/2010-04-01/Accounts/${accountSid}/${list}.json`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
      body: new URLSearchParams({ ...fields, ...before }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  for (const PhoneNumber of phoneNumbers) await buy("IncomingPhoneNumbers", { PhoneNumber });
  await buy("SIP/Domains", { DomainName: "acme.sip.twilio.com" });
}
