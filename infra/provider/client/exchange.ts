import * as plain from "node:http";
import * as encrypted from "node:https";
import { getProxyForUrl } from "proxy-from-env";

/** What is sent with a request. */
export interface Body {
  readonly contentType: string;
  readonly content: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: plain.IncomingHttpHeaders;
  readonly body: string;
}

// Connections are kept: a deployment sends hundreds of requests to two hosts.
const keepAlive = true;
const http = { request: plain.request, agent: new plain.Agent({ keepAlive }) };
const https = { request: encrypted.request, agent: new encrypted.Agent({ keepAlive }) };

type Client = typeof http;
const tunnels = new Map<string, Client>();

/** By the proxy that `HTTPS_PROXY` and `NO_PROXY` name for a host, through a tunnel, as the networks of companies ask. */
async function clientFor(url: URL): Promise<Client> {
  if (url.protocol !== "https:") return http;
  const proxy = getProxyForUrl(url.href);
  if (proxy === "") return https;
  const known = tunnels.get(proxy);
  if (known !== undefined) return known;
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const tunnel = { request: encrypted.request, agent: new HttpsProxyAgent(proxy, { keepAlive }) };
  tunnels.set(proxy, tunnel);
  return tunnel;
}

/**
 * Sends one request and reads the whole answer, as UTF-8. Redirects are not followed, so that credentials go nowhere
 * else. Rejects when no whole answer comes, or with what `signal` aborts with. Node's HTTP client, because its fetch
 * takes five times the processor time for each request, and a first deployment is made of hundreds.
 */
export async function exchange(
  url: URL,
  method: string,
  headers: plain.OutgoingHttpHeaders,
  body: Body | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const { request, agent } = await clientFor(url);
  const content = Buffer.from(body?.content ?? "");
  const described =
    body === undefined ? {} : { "content-type": body.contentType, "content-length": content.length };
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, agent, signal, headers: { ...headers, ...described } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : content);
  });
}

/** The fields of a form, as HTML sends them. */
export const formBody = (fields: URLSearchParams): Body => ({
  contentType: "application/x-www-form-urlencoded;charset=UTF-8",
  content: fields.toString(),
});
