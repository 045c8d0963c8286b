import { afterEach, expect, it } from "vitest";
import { text } from "../../../infra/provider/property.ts";
import { type Account, openAccount } from "./account.ts";
import { bin, service } from "./sample.ts";

let account: Account | undefined;
afterEach(() => account?.close());

/** Twilio takes only so many requests of an account at once, and others may be sending some as well. */
it.each([1, 4])(
  "makes 120 documents at a Twilio that takes %i requests at once, few of them in vain",
  { timeout: 60_000 },
  async (concurrency) => {
    account = await openAccount({ concurrency, latency: 10 });
    const run = await account.provider();
    const made = await run.create("ServerlessService", service);
    await account.resetCalls();
    const ids = Array.from({ length: 120 }, (_, index) => `desk-${index}`);
    const bins = await Promise.all(ids.map((id) => run.create("TwimlBin", bin(made, id))));
    expect(new Set(bins.map(({ state }) => text(state, "assetSid"))).size).toBe(ids.length);
    const needed = 2 * ids.length;
    expect((await account.calls()).length).toBeLessThan(1.5 * needed);
  },
);
