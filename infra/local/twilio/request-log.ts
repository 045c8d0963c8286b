import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";

/** One REST call. `path` is a template of Twilio's OpenAPI documents, or the path as sent where none fits. */
export interface LoggedRequest {
  readonly method: string;
  readonly product: string;
  readonly path: string;
  readonly status: number;
}

export interface RequestCounts {
  readonly total: number;
  /** `GET …/Builds/{Sid}/Status`, of which there are as many as a build is slow. */
  readonly statusPolls: number;
  readonly byTemplate: Readonly<Record<string, number>>;
}

export interface RequestLog {
  readonly middleware: MiddlewareHandler;
  read(): { readonly counts: RequestCounts; readonly requests: readonly LoggedRequest[] };
  reset(): void;
}

export const createRequestLog = (): RequestLog => {
  let requests: LoggedRequest[] = [];
  return {
    async middleware(context, next) {
      await next();
      requests.push({
        method: context.req.method,
        ...templateOf(context),
        status: context.res.status,
      });
    },
    read: () => ({ counts: countsOf(requests), requests }),
    reset() {
      requests = [];
    },
  };
};

/** The product and the path that a request was routed by, in OpenAPI's spelling. */
export const templateOf = (context: Context): { readonly product: string; readonly path: string } => {
  const route = matchedRoutes(context)
    .map(({ path }) => path)
    .findLast((path) => !path.includes("*"));
  const [, product = "", ...rest] = (route ?? new URL(context.req.url).pathname).split("/");
  const path = `/${rest.join("/")}`.replace(/:(\w+)/g, "{$1}");
  return { product, path: route !== undefined && product === "api" ? `${path}.json` : path };
};

const countsOf = (requests: readonly LoggedRequest[]): RequestCounts => {
  const byTemplate: Record<string, number> = {};
  for (const { method, product, path } of requests) {
    const key = `${method} ${product} ${path}`;
    byTemplate[key] = (byTemplate[key] ?? 0) + 1;
  }
  const statusPolls = requests.filter(({ path }) => path.endsWith("/Builds/{Sid}/Status")).length;
  return { total: requests.length, statusPolls, byTemplate };
};
