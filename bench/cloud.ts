import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Emulator } from "../infra/local/twilio/emulator.ts";

/** Requests of one run; status polls, of which there are as many as a build is slow, apart. */
export interface Calls {
  readonly calls: number;
  readonly polls: number;
}

/** An emulator in a process of its own, with 50 ms of latency and builds of 2.5 s. */
export interface Cloud extends Pick<Emulator, "origin" | "endpoint" | "credentials"> {
  /** Has the account own these numbers. */
  readonly own: (numbers: readonly string[]) => Promise<void>;
  /** Runs `work`; how many requests it made. */
  readonly count: (work: () => Promise<void>) => Promise<Calls & { readonly seconds: number }>;
  readonly close: () => Promise<void>;
}

export async function startCloud(directory: string): Promise<Cloud> {
  const script = fileURLToPath(new URL("./emulator.js", import.meta.url));
  const child = spawn(process.execPath, [script, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const emulator = JSON.parse(line) as Pick<Emulator, "origin" | "endpoint" | "credentials">;
  const { accountSid, apiKey, apiSecret } = emulator.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const requests = `${emulator.origin}/emulator/requests`;
  return {
    ...emulator,
    async own(numbers) {
      for (const PhoneNumber of numbers)
        await fetch(`${emulator.origin}/api/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`, {
          method: "POST",
          headers: { authorization },
          body: new URLSearchParams({ PhoneNumber }),
        });
    },
    async count(work) {
      await fetch(requests, { method: "DELETE" });
      const began = performance.now();
      await work();
      const seconds = (performance.now() - began) / 1000;
      const { counts } = (await (await fetch(requests)).json()) as {
        readonly counts: { readonly total: number; readonly statusPolls: number };
      };
      return { calls: counts.total - counts.statusPolls, polls: counts.statusPolls, seconds };
    },
    async close() {
      const ended = once(child, "close");
      child.kill();
      await ended;
    },
  };
}
