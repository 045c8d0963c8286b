import twilio from "twilio";
import { credentials } from "../../../../infra/local/twilio/credentials.ts";

const products = ["api", "iam", "routes", "serverless", "sync", "taskrouter", "voice"] as const;

/** The official client, turned to the emulator, with an API key. */
export const officialClient = (
  endpoint: string,
  { apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string } = credentials,
): twilio.Twilio => {
  const client = twilio(apiKey, apiSecret, { accountSid: credentials.accountSid });
  for (const product of products) client[product].baseUrl = endpoint.replace("{product}", product);
  return client;
};

/** The same with the account's auth token, which reaches what no Standard key does. */
export const ownerClient = (endpoint: string): twilio.Twilio =>
  officialClient(endpoint, { apiKey: credentials.accountSid, apiSecret: credentials.authToken });

export const authorization = `Basic ${Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString("base64")}`;

export interface RestReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request without any client's manners: to send what no client would. */
export const rawRequest = async (
  url: string,
  init: {
    readonly method?: string;
    readonly form?: Readonly<Record<string, string>> | FormData;
    readonly authorization?: string;
  } = {},
): Promise<RestReply> => {
  const { form } = init;
  const response = await fetch(url, {
    method: init.method ?? (form === undefined ? "GET" : "POST"),
    headers: { authorization: init.authorization ?? authorization },
    ...(form === undefined ? {} : { body: form instanceof FormData ? form : new URLSearchParams(form) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
};

export interface UploadedFile {
  readonly path: string;
  readonly content: string;
  readonly type?: string;
  readonly visibility?: "public" | "protected" | "private";
}

export const uploadForm = ({
  path,
  content,
  type = "text/xml",
  visibility = "protected",
}: UploadedFile): FormData => {
  const form = new FormData();
  form.set("Path", path);
  form.set("Visibility", visibility);
  form.set("Content", new File([content], "content", { type }));
  return form;
};
