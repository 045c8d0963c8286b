import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { handoffsBeside } from "../src/cli/command.ts";
import { sampleRoot } from "../src/project.ts";
import { account, type Company, openCompany, webhooks } from "./company.ts";
import { hasPulumi, pulumiEngine } from "./engine.ts";

const opened: Company[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

async function open(): Promise<Company> {
  // With some latency, a kill falls between two calls and inside one.
  const company = await openCompany({ latency: 15, buildTime: 100 });
  opened.push(company);
  return company;
}

/** Points of a creation, by the calls that Twilio has got: the service, its bins, the router, the release, the numbers. */
const points = [1, 2, 20, 30, 33];

/** A run of the CLI takes several times as long. */
const pointsOfTheCli = [2, 20, 33];

/** Ends a process without a word once the account has got so many calls. */
async function killAfter(calls: number, company: Company, child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  for (;;) {
    const reply = await fetch(`${company.emulator.origin}/emulator/requests`);
    const { counts } = (await reply.json()) as { counts: { total: number } };
    if (counts.total >= calls || child.exitCode !== null) break;
  }
  child.kill("SIGKILL");
  await ended;
}

async function expectComplete(company: Company, clean: unknown): Promise<void> {
  expect(await account(company)).toEqual(clean);
  for (const { voice_fallback_url } of Object.values(await webhooks(company)))
    expect(voice_fallback_url).toMatch(/\.twil\.io\/onerror\//);
}

/** What a deployment that nobody disturbs leaves. */
async function cleanAccount(): Promise<unknown> {
  const company = await open();
  useEmulator(company);
  expect(await handoffsBeside(["local", "up"], company.root)).toMatchObject({ status: 0 });
  return account(company);
}

/** The commands find the company's emulator as they find a running `handoffs local serve`. */
function useEmulator({ root, emulator }: Company): void {
  mkdirSync(join(root, ".handoffs", "local"), { recursive: true });
  writeFileSync(join(root, ".handoffs", "local", "serve.json"), JSON.stringify({ origin: emulator.origin }));
}

/** Processes of this company that still run, by their command lines and working folders. */
function leftovers({ root }: Company): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(root);
      } catch {
        return false;
      }
    });
}

describe("a kill at any point of a deployment", { timeout: 240_000 }, () => {
  it("of the embedded engine leaves nothing that the next run does not finish", async () => {
    const clean = await cleanAccount();
    for (const point of points) {
      const company = await open();
      useEmulator(company);
      await killAfter(
        point,
        company,
        spawn(process.execPath, [join(sampleRoot, "dist/cli/index.js"), "local", "up"], {
          cwd: company.root,
          stdio: "ignore",
        }),
      );
      const next = await handoffsBeside(["local", "up"], company.root);
      expect(next.status, `killed after ${point} calls: ${next.stderr}`).toBe(0);
      await expectComplete(company, clean);
      expect(leftovers(company), `killed after ${point} calls`).toEqual([]);
      expect((await handoffsBeside(["local", "up"], company.root)).stdout).toContain("Nothing changed.");
    }
  });

  it.skipIf(!hasPulumi)("of the pulumi CLI leaves nothing that the next run does not finish", async () => {
    const clean = await cleanAccount();
    for (const point of pointsOfTheCli) {
      const company = await open();
      const engine = pulumiEngine(company);
      await engine.preview();
      await killAfter(point, company, engine.spawnUp());
      await engine.recover();
      const next = await engine.up();
      expect(next.succeeded, `killed after ${point} calls: ${next.text}`).toBe(true);
      await expectComplete(company, clean);
      expect((await engine.up()).changes).toEqual([]);
      // An orphaned provider looks for its engine once a second.
      await vi.waitFor(() => expect(leftovers(company)).toEqual([]), { timeout: 10_000, interval: 200 });
    }
  });
});
