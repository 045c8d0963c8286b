import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Post {
  readonly id: number;
  readonly number: number;
  readonly user: { readonly login: string };
  readonly title?: string;
  readonly body: string;
  readonly state: string;
}

interface Pull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly label: string; readonly sha: string };
  readonly merge_commit_sha: string;
}

/** The part of GitHub's REST API that our scripts use, of one repository. https://docs.github.com/rest */
export interface StandIn {
  readonly url: string;
  readonly comments: Post[];
  readonly issues: Post[];
  readonly pulls: Pull[];
  /** What was changed: `POST issues/7/comments`. */
  readonly writes: string[];
  readonly close: () => Promise<void>;
}

export const repository = "acme/support";
export const token = "ghs_stand_in";
const bot = { login: "github-actions[bot]" };

export async function startStandIn(): Promise<StandIn> {
  const [comments, issues, pulls, writes]: [Post[], Post[], Pull[], string[]] = [[], [], [], []];
  let ids = 1000;

  function answer(method: string, path: string, query: URLSearchParams, sent: Partial<Post>): unknown {
    const page = <T>(items: readonly T[]) => {
      const [size, number] = [Number(query.get("per_page") ?? 30), Number(query.get("page") ?? 1)];
      return items.slice((number - 1) * size, number * size);
    };
    const add = (list: Post[], number: number) => {
      const post = { id: ++ids, number, user: bot, body: "", state: "open", ...sent };
      list.push(post);
      return post;
    };
    const change = (list: Post[], is: (post: Post) => boolean) => {
      const index = list.findIndex(is);
      const before = list[index];
      if (before === undefined) return undefined;
      list[index] = { ...before, ...sent };
      return list[index];
    };
    if (method !== "GET") writes.push(`${method} ${path}`);
    const [, kind = "", first = "", second = ""] = /^(\w+)\/?([^/]*)\/?(.*)$/.exec(path) ?? [];
    switch (`${method} ${kind} ${first === "comments" ? "comments" : second}`.trim()) {
      case "GET issues comments":
        return page(comments.filter(({ number }) => number === Number(first)));
      case "POST issues comments":
        return add(comments, Number(first));
      case "PATCH issues comments":
        return change(comments, ({ id }) => id === Number(second));
      case "GET issues":
        return page(
          issues.filter(
            ({ state, user }) => state === query.get("state") && user.login === query.get("creator"),
          ),
        );
      case "POST issues":
        return add(issues, ++ids);
      case "PATCH issues":
        return change(issues, ({ number }) => number === Number(first));
      case "GET pulls":
        return page(
          pulls.filter(({ state, head }) => state === query.get("state") && head.label === query.get("head")),
        );
      case "GET commits pulls":
        return pulls.filter(({ merge_commit_sha }) => merge_commit_sha === first);
      default:
        return undefined;
    }
  }

  async function reply(request: IncomingMessage): Promise<readonly [number, unknown]> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://stand-in");
    if (request.headers.authorization !== `Bearer ${token}`) return [401, { message: "Bad credentials" }];
    const prefix = `/repos/${repository}/`;
    if (!pathname.startsWith(prefix)) return [404, { message: "Not Found" }];
    const body = await text(request);
    if (body.length > 300_000) return [422, { message: "Validation Failed" }];
    const sent = body === "" ? {} : JSON.parse(body);
    if ((sent.body ?? "").length > 65_536) return [422, { message: "body is too long" }];
    const found = answer(request.method ?? "", pathname.slice(prefix.length), searchParams, sent);
    return found === undefined ? [404, { message: "Not Found" }] : [200, found];
  }

  const server = createServer((request, response) => {
    reply(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    issues,
    pulls,
    writes,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
