import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

it("reads back what any sequence of changes left", () => {
  const change = fc.record({
    key: fc.integer({ min: 0, max: 5 }),
    name: fc.option(fc.string({ unit: "grapheme" }), { nil: undefined }),
  });
  const sids = Array.from({ length: 6 }, () => newSid("PN"));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const store = openStore(directory);
      for (const { key, name } of changes) {
        const sid = sids[key] ?? "";
        store.update(({ callerIds }) => {
          if (name === undefined) delete callerIds[sid];
          else callerIds[sid] = callerId(sid, name);
        });
      }
      expect(openStore(directory).state).toEqual(store.state);
    }),
    { numRuns: 40 },
  );
});

it("keeps content byte by byte", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      const store = openStore(directory);
      store.writeContent("ZN1", content);
      expect(new Uint8Array(openStore(directory).readContent("ZN1"))).toEqual(content);
    }),
    { numRuns: 30 },
  );
});

it("leaves no file of its own beside, and is not disturbed by one that a kill left", () => {
  const store = openStore(directory);
  store.update(({ releasedNumbers }) => releasedNumbers.push("+442079460100"));
  expect(readdirSync(directory).sort()).toEqual(["content", "state.json"]);
  writeFileSync(join(directory, "state.json.999.tmp"), '{"releas');
  expect(openStore(directory).state.releasedNumbers).toEqual(["+442079460100"]);
});

it("says so when the state cannot be read, instead of starting afresh over it", () => {
  writeFileSync(join(directory, "state.json"), "{");
  expect(() => openStore(directory)).toThrow(/state\.json/);
});
