import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../infra/local/twilio/emulator.ts";
import {
  type Options,
  ProviderError,
  type ProviderProcess,
  spawnProvider,
  startProvider,
} from "./provider-process.ts";

export interface Fault {
  readonly kind: string;
  readonly match?: { readonly method?: string; readonly path?: string; readonly template?: string };
  readonly count?: number;
  readonly retryAfter?: number;
  /** Milliseconds. */
  readonly delay?: number;
}

/** An emulated account and as many provider processes as a test starts; `close` ends them all. */
export interface Account {
  readonly emulator: Emulator;
  /** A configured provider: each stands for one run of the CLI. */
  provider(options?: Options): Promise<ProviderProcess>;
  /** The same in a process of its own. */
  process(options?: Options): ReturnType<typeof spawnProvider>;
  /** Asks Twilio's API directly, as somebody else would. */
  rest(
    method: string,
    product: string,
    path: string,
    fields?: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>>;
  /** All items of a list of the Serverless API. */
  list(path: string, field: string): Promise<readonly Record<string, unknown>[]>;
  number(phoneNumber: string): Promise<Record<string, unknown>>;
  buyNumber(phoneNumber: string, fields?: Readonly<Record<string, string>>): Promise<Record<string, unknown>>;
  sipDomain(domainName: string): Promise<Record<string, unknown>>;
  createSipDomain(
    domainName: string,
    fields?: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>>;
  /** Makes matching requests fail; see the emulator's control.ts. */
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** The faults that nothing has met yet. */
  faults(): Promise<readonly Fault[]>;
  /**
   * What a call fails with while its requests do, and the user gives up: the run is cancelled once the fault was met.
   * The account works again afterwards.
   */
  failing(fault: Fault, provider: ProviderProcess, work: () => Promise<unknown>): Promise<ProviderError>;
  /** The trace of a call to that URL. */
  call(request: { readonly url: string; readonly method?: string }): Promise<string>;
  /** Requests since the last `resetCalls`, status polls apart: `METHOD path template`. */
  calls(): Promise<readonly string[]>;
  resetCalls(): Promise<void>;
  close(): Promise<void>;
}

export async function openAccount(
  options: Pick<EmulatorOptions, "buildTime" | "latency" | "concurrency"> = {},
): Promise<Account> {
  const directory = await mkdtemp(join(tmpdir(), "twilio-provider-"));
  const emulator = await startEmulator({ directory, ...options });
  const { accountSid, apiKey, apiSecret, authToken } = emulator.credentials;
  const providers: ProviderProcess[] = [];
  const control = (path: string, init?: RequestInit) => fetch(`${emulator.origin}/emulator/${path}`, init);

  const config = JSON.stringify({ accountSid, apiKey, apiSecret, authToken, endpoint: emulator.endpoint });
  async function begin<T extends ProviderProcess>(
    start: (options: Options) => Promise<T>,
    options: Options = {},
  ): Promise<T> {
    const started = await start({ ...options, env: { PULUMI_CONFIG: config, ...options.env } });
    providers.push(started);
    await started.configure();
    return started;
  }

  const entries = (list: string): string => `/2010-04-01/Accounts/${accountSid}/${list}.json`;
  /** The item of a list whose fields are these; empty when there is none. */
  async function entry(
    list: string,
    field: string,
    wanted: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const all = await account.rest("GET", "api", `${entries(list)}?PageSize=1000`);
    const items = all[field] as readonly Record<string, unknown>[];
    return items.find((item) => Object.entries(wanted).every(([name, value]) => item[name] === value)) ?? {};
  }

  const account: Account = {
    emulator,
    provider: (options) => begin(startProvider, options),
    process: (options) => begin(spawnProvider, options),
    async rest(method, product, path, fields) {
      const response = await fetch(`${emulator.endpoint.replace("{product}", product)}${path}`, {
        method,
        headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
        ...(fields === undefined ? {} : { body: new URLSearchParams(fields) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === "" ? {} : JSON.parse(text);
    },
    async list(path, field) {
      return (await account.rest("GET", "serverless", `/v1/Services/${path}?PageSize=1000`))[field] as Record<
        string,
        unknown
      >[];
    },
    number: (phoneNumber) =>
      entry("IncomingPhoneNumbers", "incoming_phone_numbers", { phone_number: phoneNumber }),
    buyNumber: (PhoneNumber, fields = {}) =>
      account.rest("POST", "api", entries("IncomingPhoneNumbers"), { PhoneNumber, ...fields }),
    sipDomain: (domainName) => entry("SIP/Domains", "domains", { domain_name: domainName }),
    createSipDomain: (DomainName, fields = {}) =>
      account.rest("POST", "api", entries("SIP/Domains"), { DomainName, ...fields }),
    async calls() {
      const { requests } = (await (await control("requests")).json()) as {
        requests: readonly { method: string; path: string }[];
      };
      return requests
        .map(({ method, path }) => `${method} ${path}`)
        .filter((line) => !line.endsWith("/Status"));
    },
    async fault(fault) {
      const response = await control("faults", { method: "POST", body: JSON.stringify(fault) });
      if (response.status !== 201) throw new Error(await response.text());
    },
    async clearFaults() {
      await control("faults", { method: "DELETE" });
    },
    async faults() {
      return ((await (await control("faults")).json()) as { faults: readonly Fault[] }).faults;
    },
    async failing(fault, provider, work) {
      await account.fault({ ...fault, count: 1000 });
      const failure = work().then(
        () => new Error("The call was expected to fail"),
        (error: unknown) => error,
      );
      const met = async () => (await account.faults()).some(({ count = 0 }) => count < 1000);
      while (!(await met())) await wait(10);
      await provider.cancel();
      const error = await failure;
      await account.clearFaults();
      if (error instanceof ProviderError) return error;
      throw error;
    },
    async call(request) {
      return await (await control("calls", { method: "POST", body: JSON.stringify(request) })).text();
    },
    async resetCalls() {
      await control("requests", { method: "DELETE" });
    },
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
      await emulator.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return account;
}
