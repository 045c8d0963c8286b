import { afterEach, describe, expect, it, vi } from "vitest";
import { handoffsBeside } from "../src/cli/command.ts";
import { type Blow, blows, lasting, leftovers, spawnLocal, strikeAfter, useEmulator } from "./chain.ts";
import { type Company, openCompany, ownedNumbers, previousWebhook, webhooks } from "./company.ts";

const opened: Company[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

async function open(): Promise<Company> {
  // With some latency, a kill falls between two calls and inside one.
  const company = await openCompany({ latency: 15, buildTime: 100 });
  opened.push(company);
  useEmulator(company);
  return company;
}

const succeed = async (company: Company, operation: string): Promise<string> => {
  const { status, stdout, stderr } = await handoffsBeside(["local", operation], company.root);
  expect(status, stdout + stderr).toBe(0);
  return stdout;
};

interface Moment {
  readonly operation: "up" | "destroy";
  /** Calls of an undisturbed run. */
  readonly calls: number;
  readonly prepare: (company: Company) => Promise<void>;
}

const deployed = async (company: Company): Promise<void> => {
  await succeed(company, "up");
};

const moments: Readonly<Record<string, Moment>> = {
  creation: { operation: "up", calls: 34, prepare: async () => {} },
  change: {
    operation: "up",
    calls: 7,
    prepare: async (company) => {
      await deployed(company);
      company.edit("destinations/billing.yaml", "+442079460123", "+442079460124");
      company.edit("numbers/sales-line.yaml", "answer: sales", "answer: billing");
    },
  },
  removal: {
    operation: "up",
    calls: 7,
    prepare: async (company) => {
      await deployed(company);
      company.remove("destinations/product-recall.yaml");
      company.remove("numbers/recall-line.yaml");
    },
  },
  destruction: { operation: "destroy", calls: 6, prepare: deployed },
};

interface Kill {
  readonly moment: string;
  readonly after: number;
  readonly blow: Blow;
}

/** Every call of every moment, each struck in several ways: `npm run chaos` plays them all. */
const kills: readonly Kill[] = Object.entries(moments).flatMap(([moment, { calls }]) =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((after) =>
    blows
      .filter((_, place) => moment !== "creation" || place < 3 || (after + place) % 2 === 0)
      .map((blow) => ({ moment, after, blow })),
  ),
);
const every = process.env.CHAOS === undefined ? 18 : Number(process.env.EVERY ?? 1);
const chosen = kills.filter((_, index) => index % every === 0);

describe(`${chosen.length} of ${kills.length} kills`, { timeout: 180_000 }, () => {
  const references = new Map<string, Promise<unknown>>();
  /** What the moment leaves when nobody disturbs it. */
  const reference = (name: string): Promise<unknown> => {
    const known = references.get(name) ?? undisturbed(name);
    references.set(name, known);
    return known;
  };
  async function undisturbed(name: string): Promise<unknown> {
    const { operation, prepare } = momentOf(name);
    const company = await open();
    await prepare(company);
    await succeed(company, operation);
    return await lasting(company);
  }

  it.each(chosen)(
    "$moment, after $after calls: $blow.links, $blow.signal",
    async ({ moment, after, blow }) => {
      const expected = await reference(moment);
      const { operation, prepare } = momentOf(moment);
      const company = await open();
      await prepare(company);
      await company.takeCalls();
      await strikeAfter(after, company, spawnLocal(company, operation), blow);
      await succeed(company, operation);
      expect(await lasting(company)).toEqual(expected);
      if (operation === "up") {
        expect(await succeed(company, "up")).toContain("Nothing changed.");
        await succeed(company, "destroy");
      }
      expect(await lasting(company)).toEqual([]);
      for (const number of ownedNumbers)
        expect((await webhooks(company))[number]).toMatchObject({
          voice_url: previousWebhook.VoiceUrl,
          voice_fallback_url: previousWebhook.VoiceFallbackUrl,
        });
      // An orphaned provider looks for its engine once a second.
      await vi.waitFor(() => expect(leftovers(company)).toEqual([]), { timeout: 10_000, interval: 100 });
    },
  );
});

function momentOf(name: string): Moment {
  const moment = moments[name];
  if (moment === undefined) throw new Error(`There is no moment ${name}`);
  return moment;
}
