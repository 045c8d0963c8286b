/** The cookies of one call: Twilio keeps them by host for as long as the call lasts. */
export interface CookieJar {
  headerFor(url: URL): string | undefined;
  store(url: URL, setCookies: readonly string[]): void;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export const createCookieJar = (): CookieJar => {
  const byHost = new Map<string, Map<string, Cookie>>();
  return {
    headerFor(url) {
      const cookies = [...(byHost.get(url.host)?.values() ?? [])].filter(({ path }) =>
        covers(path, url.pathname),
      );
      return cookies.length === 0
        ? undefined
        : cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    },
    store(url, setCookies) {
      const cookies = byHost.get(url.host) ?? new Map<string, Cookie>();
      byHost.set(url.host, cookies);
      for (const line of setCookies) {
        const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
        const at = pair.indexOf("=");
        if (at < 1) continue;
        const named = Object.fromEntries(
          attributes.map((attribute) => {
            const [name = "", value = ""] = attribute.split("=");
            return [name.toLowerCase(), value];
          }),
        );
        const path = named.path?.startsWith("/") ? named.path : defaultPath(url.pathname);
        const name = pair.slice(0, at);
        const expired = Number(named["max-age"]) <= 0 || Date.parse(named.expires ?? "") <= Date.now();
        if (expired) cookies.delete(`${name} ${path}`);
        else cookies.set(`${name} ${path}`, { name, value: pair.slice(at + 1), path });
      }
    },
  };
};

/** RFC 6265, 5.1.4. */
const defaultPath = (pathname: string): string => pathname.slice(0, pathname.lastIndexOf("/")) || "/";
const covers = (path: string, pathname: string): boolean =>
  pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
