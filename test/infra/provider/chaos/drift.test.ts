import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { State } from "../../../../infra/local/twilio/state.ts";
import type { Properties } from "../../../../infra/provider/property.ts";
import { changed, phoneNumbers, programOf, reduced, twenty } from "./company.ts";
import { inventory, unanswered } from "./inventory.ts";
import { type Declared, type Resources, type Run, refresh, up } from "./stack.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.twilio.restore(stage.moments.deployed.account));

/** What a preview after a refresh would show: the paths that differ, by resource. */
async function differences({ resources, provider }: Run, program: readonly Declared[]) {
  const outputs = (name: string): Properties => resources.get(name)?.state ?? {};
  const found: Record<string, readonly string[]> = {};
  for (const { name, type, inputs } of program) {
    const known = resources.get(name);
    const checked = await provider.check(type, inputs(outputs), known?.inputs ?? {});
    if (known === undefined) found[name] = ["create"];
    else {
      const { detailed } = await provider.diff(type, known, checked.inputs);
      if (Object.keys(detailed).length > 0) found[name] = Object.keys(detailed).sort();
    }
  }
  return found;
}

const numberOf = (state: State, phoneNumber: string) =>
  Object.values(state.phoneNumbers).find(({ phone_number }) => phone_number === phoneNumber);

const resourceOf = (state: State, name: string) =>
  Object.values(state.resources).find(({ friendly_name }) => friendly_name === name);

/** What somebody does in the console, and how a refresh shows it. */
const drifts: readonly {
  readonly what: string;
  readonly act: (state: State) => void;
  readonly shown: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    what: "a number with another voice URL and method",
    act: (state) => {
      const number = numberOf(state, phoneNumbers[1]);
      if (number)
        state.phoneNumbers[number.sid] = {
          ...number,
          voice_url: "https://console.example.com/",
          voice_method: "POST",
        };
    },
    shown: { [phoneNumbers[1]]: ["voiceMethod", "voiceUrl"] },
  },
  {
    what: "a SIP Domain without a fallback",
    act: (state) => {
      for (const domain of Object.values(state.sipDomains))
        state.sipDomains[domain.sid] = { ...domain, voice_fallback_url: "" };
    },
    shown: { "acme.sip.twilio.com": ["voiceFallbackUrl"] },
  },
  {
    what: "an Asset that was deleted, which its build goes on serving",
    act: (state) => {
      const asset = resourceOf(state, "/handoffs/desk-7.xml");
      if (asset) delete state.resources[asset.sid];
    },
    shown: { "/handoffs/desk-7.xml": ["create"], release: ['assetVersions["/handoffs/desk-7.xml"]'] },
  },
  {
    what: "a build of somebody else that is live, without two documents",
    act: (state) => {
      const [environment] = Object.values(state.environments);
      const live = state.builds[environment?.build_sid ?? ""];
      if (environment === undefined || live === undefined) return;
      const lost = ["/handoffs/desk-3.xml", "/handoffs/desk-4.xml"];
      const sid = `ZB${"f".repeat(32)}`;
      const assets = live.assets.filter((version) => !lost.includes(state.versions[version]?.path ?? ""));
      state.builds[sid] = { ...live, sid, assets };
      state.environments[environment.sid] = { ...environment, build_sid: sid };
    },
    shown: {
      "/handoffs/desk-3.xml": ["versionSid"],
      "/handoffs/desk-4.xml": ["versionSid"],
      release: ['assetVersions["/handoffs/desk-3.xml"]', 'assetVersions["/handoffs/desk-4.xml"]', "buildSid"],
    },
  },
  {
    what: "nothing deployed any more",
    act: (state) => {
      for (const environment of Object.values(state.environments))
        state.environments[environment.sid] = { ...environment, build_sid: null };
    },
    shown: {},
  },
  {
    what: "a number that was given back",
    act: (state) => {
      const number = numberOf(state, phoneNumbers[2]);
      if (number) delete state.phoneNumbers[number.sid];
    },
    shown: { [phoneNumbers[2]]: ["create"] },
  },
];

describe("a refresh shows what was changed outside, and the next update repairs it", () => {
  it.each(drifts)("$what", async ({ what, act, shown }) => {
    const { resources, account } = stage.moments.deployed;
    const drifted = stage.twilio.snapshot();
    act(drifted.state);
    stage.twilio.restore(drifted);
    const run = await stage.begin(new Map(resources));
    await refresh(run);
    // One more than without SIP Domains.
    expect(stage.twilio.requests().length).toBeLessThanOrEqual(6);
    const found = await differences(run, programOf(twenty));
    if (Object.keys(shown).length > 0) expect(found).toEqual(shown);
    else expect(Object.keys(found)).toContain("release");
    const next = up(await stage.begin(run.resources), programOf(twenty));
    if (what.includes("given back")) {
      await expect(next).rejects.toThrow(/does not own .*never here/s);
      return;
    }
    await next;
    expect(inventory(stage.twilio.snapshot())).toEqual(inventory(account));
    stage.twilio.restore(stage.twilio.snapshot());
    await refresh(await stage.begin(run.resources));
    expect(await differences(run, programOf(twenty))).toEqual({});
  });
});

describe("versions and builds that Twilio has cleared away", () => {
  it("are uploaded and built anew", async () => {
    const { resources } = stage.moments.deployed;
    const expected = await result(resources, changed);
    stage.twilio.restore(stage.moments.deployed.account);
    const run = await stage.begin(new Map(resources));
    stage.twilio.faults.add({ kind: "failing-build" });
    await expect(up(run, programOf(changed))).rejects.toThrow("failed");
    // Retention: what is in no live build is gone.
    const left = stage.twilio.snapshot();
    const [environment] = Object.values(left.state.environments);
    const live = left.state.builds[environment?.build_sid ?? ""];
    for (const sid of Object.keys(left.state.builds)) if (sid !== live?.sid) delete left.state.builds[sid];
    for (const sid of Object.keys(left.state.versions))
      if (![...(live?.assets ?? []), ...(live?.functions ?? [])].includes(sid))
        delete left.state.versions[sid];
    stage.twilio.restore(left);
    await expect(up(await stage.begin(run.resources), programOf(changed))).rejects.toThrow(
      /cleared it away.*pulumi refresh/s,
    );
    const next = await stage.begin(run.resources);
    await refresh(next);
    await up(next, programOf(changed));
    expect(inventory(stage.twilio.snapshot())).toEqual(expected);
  });
});

describe("two runs at once, which only a shared lock keeps apart", () => {
  it("end with one of the two, and the other is done after a refresh", async () => {
    const { resources } = stage.moments.deployed;
    const expected = await result(resources, reduced);
    stage.twilio.restore(stage.moments.deployed.account);
    const [one, other] = [await stage.begin(new Map(resources)), await stage.another(new Map(resources))];
    await Promise.allSettled([up(one, programOf(changed)), up(other, programOf(reduced))]);
    const next = await stage.begin(other.resources);
    await refresh(next);
    await up(next, programOf(reduced));
    expect(unanswered(stage.twilio.snapshot().state)).toEqual([]);
    // What is gone may be served for one more build, and what only the first has made is in no state of the second.
    expect(withoutGone(inventory(stage.twilio.snapshot()))).toEqual(withoutGone(expected));
  });
});

describe("a clock that jumps", () => {
  it("changes nothing of a run", async () => {
    const { resources } = stage.moments.deployed;
    const expected = await result(resources, changed);
    stage.twilio.restore(stage.moments.deployed.account);
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      stage.twilio.watch(() => vi.setSystemTime(Date.now() + 36 * 3_600_000));
      await up(await stage.begin(new Map(resources)), programOf(changed));
    } finally {
      stage.twilio.watch(() => {});
      vi.useRealTimers();
    }
    expect(inventory(stage.twilio.snapshot())).toEqual(expected);
  });
});

/** What an undisturbed update leaves. */
async function result(resources: Resources, company: typeof twenty): Promise<unknown> {
  await up(await stage.begin(new Map(resources)), programOf(company));
  return inventory(stage.twilio.snapshot());
}

/** Without the documents that `reduced` does not want. */
function withoutGone(found: unknown): unknown {
  const isGone = (item: unknown): boolean => /\/handoffs\/desk-(1|2|12|20)\.xml/.test(JSON.stringify(item));
  return JSON.parse(JSON.stringify(found), (key, value: unknown) =>
    key === "live" || key === "resources" ? (value as unknown[]).filter((item) => !isGone(item)) : value,
  );
}
