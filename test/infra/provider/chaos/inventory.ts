import { createHash } from "node:crypto";
import { deployedAt, isServedDomain } from "../../../../infra/local/twilio/serving/deployed.ts";
import type { State } from "../../../../infra/local/twilio/state.ts";
import type { Snapshot } from "./twilio.ts";

/** All that an account holds and serves, without SIDs, dates and the random part of host names. */
export function inventory({ state, contents }: Snapshot): unknown {
  const hosts = Object.values(state.services).map(
    ({ domain_base, unique_name }) => [domain_base, unique_name] as const,
  );
  const plain = (url: string | null): string | null =>
    hosts.reduce<string | null>((text, [base, name]) => text?.replace(base, name) ?? null, url) || null;
  const contentOf = (sid: string) =>
    createHash("sha256")
      .update(contents.get(sid) ?? "")
      .digest("hex");
  const wanted = new Set(Object.values(state.resources).map(({ friendly_name }) => friendly_name));
  return {
    services: Object.values(state.services).map(({ unique_name, friendly_name }) => [
      unique_name,
      friendly_name,
    ]),
    environments: Object.values(state.environments).map(({ unique_name, domain_name }) => ({
      unique_name,
      domain: plain(domain_name),
      // A document whose Asset is deleted is on its way out: until the next build, if a number asked it.
      live: (deployedAt(state, domain_name)?.versions ?? [])
        .filter(({ path }) => wanted.has(path))
        .map(({ sid, path, visibility, content_type, kind }) => [
          kind,
          path,
          visibility,
          content_type,
          contentOf(sid),
        ])
        .sort(byText),
    })),
    // With as many of a name as there are, so that a twin shows.
    resources: Object.values(state.resources)
      .map(({ kind, friendly_name }) => `${kind} ${friendly_name}`)
      .sort(),
    entries: [...Object.values(state.phoneNumbers), ...Object.values(state.sipDomains)]
      .map((entry) => [
        "phone_number" in entry ? entry.phone_number : entry.domain_name,
        plain(entry.voice_url),
        entry.voice_method,
        plain(entry.voice_fallback_url),
        entry.voice_fallback_method,
      ])
      .sort(byText),
    released: state.releasedNumbers,
  };
}

const byText = (one: unknown, other: unknown): number => (String(one) < String(other) ? -1 : 1);

/** The addresses at our domains that entries name and that nothing answers. */
export function unanswered(state: State): readonly string[] {
  return [...Object.values(state.phoneNumbers), ...Object.values(state.sipDomains)].flatMap((entry) =>
    [entry.voice_url, entry.voice_fallback_url]
      .filter((url) => {
        if (url === null || url === "") return false;
        const { hostname, pathname } = new URL(url);
        if (!isServedDomain(hostname)) return false;
        const versions = deployedAt(state, hostname)?.versions ?? [];
        return !versions.some(({ path, visibility }) => path === pathname && visibility === "protected");
      })
      .map((url) => `${"phone_number" in entry ? entry.phone_number : entry.domain_name} → ${url}`),
  );
}
