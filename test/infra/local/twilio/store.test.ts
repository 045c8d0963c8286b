import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newSid } from "../../../../infra/local/twilio/sid.ts";
import type { CallerId } from "../../../../infra/local/twilio/state.ts";
import { openStore } from "../../../../infra/local/twilio/store.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "twilio-store-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const callerId = (sid: string, name: string): CallerId => ({
  sid,
  phone_number: "+442079460100",
  friendly_name: name,
  date_created: "2026-01-01T00:00:00.000Z",
  date_updated: "2026-01-01T00:00:00.000Z",
});

it("reads back what any sequence of changes left", async () => {
  const change = fc.record({
    key: fc.integer({ min: 0, max: 5 }),
    name: fc.option(fc.string({ unit: "grapheme" }), { nil: undefined }),
  });
  const sids = Array.from({ length: 6 }, () => newSid("PN"));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const store = openStore(directory);
      for (const { key, name } of changes) {
        const sid = sids[key] ?? "";
        store.update(({ callerIds }) => {
          if (name === undefined) delete callerIds[sid];
          else callerIds[sid] = callerId(sid, name);
        });
      }
      await store.saved();
      expect(openStore(directory).state).toEqual(store.state);
    }),
    { numRuns: 40 },
  );
});

it("keeps content byte by byte", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
      const store = openStore(directory);
      await store.writeContent("ZN1", content);
      expect(new Uint8Array(openStore(directory).readContent("ZN1"))).toEqual(content);
    }),
    { numRuns: 30 },
  );
});

it("has on disk, once saved, what was changed while it was writing", async () => {
  const store = openStore(directory);
  const release = (number: string) => store.update(({ releasedNumbers }) => releasedNumbers.push(number));
  release("+442079460100");
  const first = store.saved();
  await Promise.resolve();
  release("+442079460101");
  const second = store.saved();
  expect(store.saved()).toBe(second);
  await first;
  expect(openStore(directory).state.releasedNumbers).toContain("+442079460100");
  await second;
  expect(openStore(directory).state).toEqual(store.state);
});

it("tells whoever waits that it could not write, and writes all of it next time", async () => {
  const store = openStore(directory);
  const away = `${directory}-away`;
  renameSync(directory, away);
  store.update(({ releasedNumbers }) => releasedNumbers.push("+442079460100"));
  await expect(store.saved()).rejects.toThrow("ENOENT");
  renameSync(away, directory);
  store.update(({ releasedNumbers }) => releasedNumbers.push("+442079460101"));
  await store.saved();
  expect(openStore(directory).state).toEqual(store.state);
});

it("leaves no file of its own beside, and is not disturbed by one that a kill left", async () => {
  const store = openStore(directory);
  store.update(({ releasedNumbers }) => releasedNumbers.push("+442079460100"));
  await store.saved();
  expect(readdirSync(directory).sort()).toEqual(["content", "state.json"]);
  writeFileSync(join(directory, "state.json.999.tmp"), '{"releas');
  expect(openStore(directory).state.releasedNumbers).toEqual(["+442079460100"]);
});

it("says so when the state cannot be read, instead of starting afresh over it", () => {
  writeFileSync(join(directory, "state.json"), "{");
  expect(() => openStore(directory)).toThrow(/state\.json/);
});
