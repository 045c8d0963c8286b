import { isUnknown, type Properties, property, reveal } from "./property.ts";

/** Where one piece of configuration can come from; stack config wins over the environment. */
export type Source = Readonly<Partial<Record<Key, string>>>;

export const keys = ["accountSid", "apiKey", "apiSecret", "authToken", "endpoint"] as const;
export type Key = (typeof keys)[number];

/** What may never be in a state, not even encrypted: every process is given it anew. */
export const credentialKeys: readonly Key[] = ["apiKey", "apiSecret", "authToken"];

const variables: Readonly<Record<Key, string>> = {
  accountSid: "TWILIO_ACCOUNT_SID",
  apiKey: "TWILIO_API_KEY",
  apiSecret: "TWILIO_API_SECRET",
  authToken: "TWILIO_AUTH_TOKEN",
  endpoint: "TWILIO_ENDPOINT",
};

/** Where Twilio's own hosts are: https://www.twilio.com/docs/usage/api#base-urls */
const twilioEndpoint = "https://{product}.twilio.com";

export interface Configuration {
  /** AC…; undefined when nothing names it: a preview does not need it. */
  readonly accountSid: string | undefined;
  /** User name and password of HTTP Basic, or what is missing, in words. */
  readonly login: { readonly username: string; readonly password: string } | { readonly missing: string };
  /** The account's primary auth token, which signs webhook requests; an API key cannot. */
  readonly authToken: string | undefined;
  /** URL with `{product}`: `api`, `serverless`, `serverless-upload`. */
  readonly endpoint: string;
  /** Every secret text, for redaction. */
  readonly secrets: readonly string[];
}

export const fromEnvironment = (env: NodeJS.ProcessEnv): Source => pick((key) => env[variables[key]]);

/**
 * The stack config of package `twilio`: the CLI gives it, decrypted, to each provider process as JSON in
 * `PULUMI_CONFIG`, also for a refresh or destroy that runs no program. So credentials need no place in the state.
 */
export function fromStackConfig(env: NodeJS.ProcessEnv): Source {
  try {
    const config: unknown = JSON.parse(env.PULUMI_CONFIG ?? "{}");
    if (typeof config !== "object" || config === null) return {};
    const entries = new Map<string, unknown>(Object.entries(config));
    return pick((key) => {
      const value = entries.get(key) ?? entries.get(`twilio:${key}`);
      return typeof value === "string" ? value : undefined;
    });
  } catch {
    return {};
  }
}

/**
 * The process's environment as it was started, and takes the credentials out of it: what is left behind is in every
 * diagnostic report of Node.js, and goes to every process that this one starts.
 */
export function takeEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const taken = { ...env };
  for (const name of [...credentialKeys.map((key) => variables[key]), "PULUMI_CONFIG"]) delete env[name];
  return taken;
}

export const fromProperties = (properties: Properties): Source =>
  pick((key) => {
    const value = property(properties, key);
    if (value === undefined || isUnknown(value)) return undefined;
    const bare = reveal(value);
    return typeof bare === "string" ? bare : undefined;
  });

const pick = (read: (key: Key) => string | undefined): Source =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = read(key);
      return value === undefined || value === "" ? [] : [[key, value]];
    }),
  );

export function configure(config: Source, environment: Source): Configuration {
  const endpoint = config.endpoint ?? environment.endpoint ?? twilioEndpoint;
  // A stack that names a local endpoint brings its own credentials: real ones never go to a local port.
  const fallback = config.endpoint !== undefined && isLoopback(config.endpoint) ? {} : environment;
  const accountSid = config.accountSid ?? fallback.accountSid;
  const login =
    loginOf(config, accountSid) ??
    loginOf(fallback, accountSid) ??
    loginOf({ ...fallback, ...config }, accountSid);
  const all = [config, environment].flatMap((source) => credentialKeys.map((key) => source[key]));
  return {
    accountSid,
    login: login ?? { missing: missing(accountSid) },
    authToken: config.authToken ?? fallback.authToken,
    endpoint,
    secrets: [...new Set(all.filter((value) => value !== undefined))],
  };
}

function loginOf(
  source: Source,
  accountSid: string | undefined,
): { username: string; password: string } | undefined {
  if (accountSid === undefined) return undefined;
  const { apiKey, apiSecret, authToken } = source;
  if (apiKey !== undefined && apiSecret !== undefined) return { username: apiKey, password: apiSecret };
  return authToken === undefined ? undefined : { username: accountSid, password: authToken };
}

const missing = (accountSid: string | undefined): string =>
  `Twilio credentials are incomplete: ${accountSid === undefined ? "no account SID" : "neither an API key with its secret nor an auth token"}. ` +
  "Set TWILIO_ACCOUNT_SID with TWILIO_API_KEY and TWILIO_API_SECRET (or TWILIO_AUTH_TOKEN) in the environment, " +
  "or `pulumi config set --secret twilio:apiSecret …` and its companions in the stack.";

/** Why an endpoint template cannot be used, in words; undefined when it can. */
export function endpointProblem(template: string): string | undefined {
  const expected = `expected an https URL with {product} in it, such as ${twilioEndpoint}`;
  if (!template.includes("{product}")) return `The endpoint has no {product}: ${expected}.`;
  const url = parsed(template);
  if (url === undefined) return `The endpoint is not a URL: ${expected}.`;
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return `The endpoint holds more than an origin and a path: ${expected}.`;
  }
  if (url.protocol === "https:" || isLoopback(template)) return undefined;
  return `The endpoint would send credentials unencrypted to ${url.host}: plain http is for 127.0.0.1 only; ${expected}.`;
}

export function isLoopback(template: string): boolean {
  const url = parsed(template);
  return url?.protocol === "http:" && /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(url.hostname);
}

function parsed(template: string): URL | undefined {
  const address = template.replaceAll("{product}", "api");
  return URL.canParse(address) ? new URL(address) : undefined;
}
