import { isServedDomain } from "../serving/deployed.ts";

/** Where an address answers on this machine; undefined when it is not contacted: nothing leaves the machine. */
export type Network = (url: URL) => URL | undefined;

/** `port`: the emulator's own, which serves its domains. `standIns`: who on this machine answers for which host. */
export const networkOf =
  (port: () => number, standIns: ReadonlyMap<string, URL>): Network =>
  (url) => {
    if (isServedDomain(url.hostname)) return new URL(`http://127.0.0.1:${port()}`);
    return standIns.get(url.host) ?? (isLoopback(url) ? new URL(url.origin) : undefined);
  };

export const isLoopback = ({ hostname }: URL): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
