// What an engine has to do, told once and played on the embedded engine and on the pulumi CLI.
import { expect } from "vitest";
import {
  comparable,
  type Kind,
  openSampleStack,
  type SampleStack,
  type Spec,
  type Thing,
} from "./sample-stack.ts";

export interface Moment {
  readonly kind: Kind;
  readonly succeeded: boolean;
  readonly calls: readonly string[];
  readonly objects: object;
  readonly state: unknown;
}

export interface Player {
  readonly stack: SampleStack;
  /** Declares `spec` and runs; `calls` are sorted, as parallel ones come in any order. */
  play(
    kind: Kind,
    spec?: Spec,
  ): Promise<Moment & { readonly text: string; readonly ordered: readonly string[] }>;
}

export interface Scenario {
  readonly name: string;
  readonly config?: object;
  readonly env?: object;
  readonly story: (player: Player) => Promise<void>;
}

/** Plays a scenario and gives what could be seen after each run. */
export async function playOn(
  engine: "embedded" | "pulumi",
  { config, env, story }: Scenario,
): Promise<readonly Moment[]> {
  const stack = openSampleStack(engine, { ...(config && { config }), ...(env && { env }) });
  const moments: Moment[] = [];
  try {
    await story({
      stack,
      async play(kind, spec) {
        if (spec !== undefined) stack.declare(spec);
        const { succeeded, text } = await stack.run(kind);
        const ordered = stack.calls();
        const state = comparable(await stack.state());
        const moment = { kind, succeeded, calls: [...ordered].sort(), objects: stack.objects(), state };
        moments.push(moment);
        return { ...moment, text, ordered };
      },
    });
  } finally {
    stack.dispose();
  }
  return moments;
}

const thing = (name: string, inputs: object = {}, options: object = {}): Thing => ({
  name,
  inputs: { name, ...inputs },
  options,
});
const declare = (...things: Thing[]): Spec => ({ things });

export const scenarios: readonly Scenario[] = [
  {
    name: "creates, finds nothing to do, updates, and destroys in reverse order",
    async story({ play }) {
      const spec = (value: number): Spec => ({
        things: [
          thing("a", { value }),
          thing("b", { value: "$a.value" }),
          thing("c", {}, { dependsOn: ["b"] }),
        ],
        outputs: { size: "$b.size", name: "$a.name" },
      });
      const planned = await play("preview", spec(1));
      expect(planned).toMatchObject({ succeeded: true, calls: [], objects: {}, state: { resources: [] } });
      const made = await play("up");
      expect(made.ordered).toEqual(["create a", "create b", "create c"]);
      expect(made.objects).toMatchObject({ b: { value: 1 } });
      expect(await play("up")).toMatchObject({ succeeded: true, calls: [] });
      expect(await play("preview", spec(20))).toMatchObject({ succeeded: true, calls: [] });
      const changed = await play("up");
      expect(changed.ordered).toEqual(["update a", "update b"]);
      expect(changed.objects).toMatchObject({ b: { value: 20 } });
      const gone = await play("destroy");
      expect(gone.ordered).toEqual(["delete c", "delete b", "delete a"]);
      expect(gone).toMatchObject({ objects: {}, state: { resources: [] } });
    },
  },
  {
    name: "removes what the program no longer declares, dependents first",
    async story({ play }) {
      const a = thing("a");
      await play("up", declare(a, thing("b", { value: "$a.name" }), thing("c", { value: "$b.name" })));
      const removed = await play("up", declare(a));
      expect(removed.ordered).toEqual(["delete c", "delete b"]);
      expect(Object.keys(removed.objects)).toEqual(["a"]);
    },
  },
  {
    name: "replaces by creating first",
    async story({ play }) {
      const spec = (fixed: string) => declare(thing("a", { fixed }), thing("b", { value: "$a.id" }));
      await play("up", spec("one"));
      const replaced = await play("up", spec("two"));
      expect(replaced.ordered).toEqual(["create a", "update b", "delete a"]);
      expect(await play("up", spec("two"))).toMatchObject({ calls: [] });
    },
  },
  {
    name: "replaces by deleting first, with the dependents that would be replaced too",
    async story({ play }) {
      const spec = (exclusive: string) =>
        declare(
          thing("a", { exclusive }),
          thing("b", { exclusive: "$a.id" }),
          thing("c", { value: "$a.id" }),
          thing("d", {}, { dependsOn: ["a"] }),
        );
      await play("up", spec("one"));
      const replaced = await play("up", spec("two"));
      expect(replaced.ordered.slice(0, 3)).toEqual(["delete b", "delete a", "create a"]);
      expect(replaced.calls).toEqual(["create a", "create b", "delete a", "delete b", "update c"]);
    },
  },
  {
    name: "lets the program choose to delete first, or not to",
    async story({ play }) {
      const spec = (value: string) =>
        declare(
          thing("a", { fixed: value }, { deleteBeforeReplace: true }),
          thing("b", { exclusive: value }, { deleteBeforeReplace: false }),
        );
      await play("up", spec("one"));
      const { ordered } = await play("up", spec("two"));
      const of = (name: string) => ordered.filter((call) => call.endsWith(name));
      expect(of("a")).toEqual(["delete a", "create a"]);
      expect(of("b")).toEqual(["create b", "delete b"]);
    },
  },
  {
    name: "keeps ignored changes out",
    async story({ play }) {
      const spec = (value: number) =>
        declare(
          thing("a", { value, nested: { x: value, y: value } }, { ignoreChanges: ["value", "nested.x"] }),
        );
      await play("up", spec(1));
      const { objects } = await play("up", spec(2));
      expect(objects).toMatchObject({ a: { value: 1, nested: { x: 1, y: 2 } } });
    },
  },
  {
    name: "keeps secrets encrypted, wherever they go",
    config: { "sample:region": "nowhere" },
    async story({ play, stack }) {
      const spec = (secret: string): Spec => ({
        things: [
          thing("a", { secretValue: { secret }, value: "public" }, { additionalSecretOutputs: ["size"] }),
          thing("b", { list: [{ secret }], value: "$a.secretValue" }),
        ],
        outputs: { hidden: "$a.size", plain: "$a.value" },
      });
      await play("up", spec("hush-1"));
      const { objects } = await play("up", spec("hush-2"));
      expect(objects).toMatchObject({ a: { secretValue: "hush-2" } });
      expect(JSON.stringify(await stack.state())).toContain("hush-2");
    },
  },
  {
    name: "keeps secrets for a provider that knows nothing of them",
    env: { SAMPLE_SECRETS: "no" },
    async story({ play }) {
      const spec = (secret: string) => declare(thing("a", { secretValue: { secret } }));
      await play("up", spec("one"));
      expect(await play("up", spec("two"))).toMatchObject({
        calls: ["update a"],
        objects: { a: { secretValue: "two" } },
      });
    },
  },
  {
    name: "shows drift in a refresh and mends it in the next update",
    async story({ play, stack }) {
      const spec = declare(
        thing("a", { value: 1 }),
        thing("b", { value: "$a.name" }),
        thing("c", { value: "$b.name" }),
      );
      await play("up", spec);
      stack.change("a", { value: 7 });
      stack.change("b", undefined);
      const found = await play("refresh");
      expect(found.calls).toEqual(["read a", expect.stringMatching(/^read b/), "read c"]);
      expect(await play("up")).toMatchObject({
        calls: ["create b", "update a"],
        objects: { a: { value: 1 } },
      });
      expect(await play("refresh")).toMatchObject({ succeeded: true });
    },
  },
  {
    name: "keeps what was made when one fails, and goes on from there",
    async story({ play }) {
      const spec = (fail?: string) =>
        declare(thing("a"), thing("b", { value: "$a.name", fail }), thing("c", { value: "$b.name" }));
      const failed = await play("up", spec("create"));
      expect(failed).toMatchObject({ succeeded: false, calls: ["create a", "create b"] });
      expect(Object.keys(failed.objects)).toEqual(["a"]);
      expect(failed.text).toContain("the cloud refused to create it");
      expect(await play("up", spec())).toMatchObject({ succeeded: true, calls: ["create b", "create c"] });
      expect(await play("up", declare(thing("a", { value: 2, fail: "update" })))).toMatchObject({
        succeeded: false,
      });
    },
  },
  {
    name: "keeps what was half made, and updates it in the next run",
    async story({ play }) {
      const spec = (partial?: boolean) => declare(thing("a", { partial }));
      const failed = await play("up", spec(true));
      expect(failed).toMatchObject({ succeeded: false, calls: ["create a"], objects: { a: { name: "a" } } });
      expect(failed.text).toContain("it is still cold");
      expect(await play("up", spec())).toMatchObject({ succeeded: true, calls: ["update a"] });
      expect(await play("up", spec())).toMatchObject({ succeeded: true, calls: [] });
    },
  },
  ...(["throw", "reject"] as const).map(
    (ending): Scenario => ({
      name: `deletes nothing after a program that ended badly (${ending})`,
      async story({ play }) {
        await play("up", { ...declare(thing("a"), thing("b")), outputs: { old: "$a.name" } });
        const ended = await play("up", { ...declare(thing("a", { value: 2 })), ending });
        expect(ended).toMatchObject({ succeeded: false });
        expect(ended.calls).not.toContain("delete b");
        expect(Object.keys(ended.objects)).toEqual(["a", "b"]);
        expect(await play("up", declare(thing("a", { value: 2 })))).toMatchObject({ succeeded: true });
      },
    }),
  ),
  {
    name: "leaves out the deletion of what goes away with another",
    async story({ play }) {
      const spec = (fixed: string) => declare(thing("a", { fixed }), thing("b", {}, { deletedWith: "a" }));
      await play("up", spec("one"));
      await play("up", spec("two"));
      const gone = await play("destroy");
      expect(gone).toMatchObject({ calls: ["delete a"], state: { resources: [] } });
    },
  },
  {
    name: "neither deletes nor replaces what is protected",
    async story({ play }) {
      const spec = (fixed: string, protect: boolean) => declare(thing("a", { fixed }, { protect }));
      await play("up", spec("one", true));
      expect(await play("up", spec("two", true))).toMatchObject({ succeeded: false, calls: [] });
      expect(await play("up", declare())).toMatchObject({ succeeded: false, calls: [] });
      expect(await play("destroy")).toMatchObject({ succeeded: false, calls: [] });
      expect(await play("up", spec("one", false))).toMatchObject({ succeeded: true, calls: [] });
      expect(await play("up", declare())).toMatchObject({ succeeded: true, calls: ["delete a"] });
    },
  },
  {
    name: "keeps in the cloud what is to be retained",
    async story({ play }) {
      await play("up", declare(thing("a", {}, { retainOnDelete: true })));
      const gone = await play("up", declare());
      expect(gone).toMatchObject({ calls: [], objects: { a: { name: "a" } } });
    },
  },
  {
    name: "manages components, explicit providers and their children",
    async story({ play }) {
      const spec: Spec = {
        things: [
          {
            kind: "provider",
            name: "own",
            inputs: { region: "here", token: { secret: "for this run only" } },
          },
          { kind: "group", name: "team", options: { protect: false, providers: [] } },
          { ...thing("a", { value: 1 }), options: { parent: "team", provider: "own" } },
          { ...thing("b"), options: { parent: "a" } },
        ],
      };
      expect(await play("up", spec)).toMatchObject({ succeeded: true, calls: ["create a", "create b"] });
      expect(await play("up", spec)).toMatchObject({ succeeded: true, calls: [] });
      expect(await play("destroy")).toMatchObject({ succeeded: true, calls: ["delete a", "delete b"] });
    },
  },
  {
    name: "finds a renamed resource, and its children, by their aliases",
    async story({ play }) {
      const spec = (name: string, aliases: string[]) =>
        declare(
          { name, inputs: { name: "same" }, options: { aliases } },
          { name: `${name}-child`, inputs: { name: "child" }, options: { parent: name } },
        );
      await play("up", spec("old", []));
      expect(await play("up", spec("new", ["old"]))).toMatchObject({ succeeded: true, calls: [] });
    },
  },
  {
    name: "handles assets by their contents",
    async story({ play }) {
      const spec = (text: string) =>
        declare(thing("a", { value: { text } }), thing("b", { value: { file: "package.json" } }));
      await play("up", spec("one"));
      expect(await play("up", spec("two"))).toMatchObject({ calls: ["update a"] });
      expect(await play("refresh")).toMatchObject({ succeeded: true });
    },
  },
  {
    name: "reads resources that it does not manage",
    async story({ play }) {
      await play("up", declare(thing("a", { fixed: "x" })));
      const spec = declare(thing("a", { fixed: "x" }), {
        kind: "get",
        name: "looked-up",
        inputs: { id: "$a.id" },
      });
      expect(await play("up", spec)).toMatchObject({ succeeded: true, calls: ["read a"] });
      expect(await play("up", declare(thing("a", { fixed: "x" })))).toMatchObject({ calls: [] });
    },
  },
  {
    name: "stops where the provider's check refuses",
    async story({ play }) {
      const spec = declare(thing("a"), thing("b", { value: "$a.name", fail: "check" }));
      const planned = await play("preview", spec);
      expect(planned).toMatchObject({ succeeded: false, calls: [] });
      expect(planned.text).toContain("not to the provider's liking");
      expect(await play("up", spec)).toMatchObject({ succeeded: false, calls: ["create a"] });
    },
  },
  {
    name: "lets what is under way finish when another fails",
    async story({ play }) {
      const failed = await play("up", declare(thing("a", { delay: 500 }), thing("b", { fail: "create" })));
      expect(failed).toMatchObject({ succeeded: false, objects: { a: { name: "a" } } });
      expect(JSON.stringify(failed.state)).toContain("Thing::a");
      expect(await play("up", declare(thing("a"), thing("b")))).toMatchObject({ calls: ["create b"] });
    },
  },
  {
    name: "keeps what a failed deletion leaves, and what that depends on",
    async story({ play }) {
      const spec = (fail?: string) => declare(thing("a"), thing("b", { value: "$a.name", fail }));
      await play("up", spec("delete"));
      expect(await play("up", declare())).toMatchObject({ succeeded: false, calls: ["delete b"] });
      expect(await play("up", spec())).toMatchObject({ succeeded: true, calls: [] });
      expect(await play("destroy")).toMatchObject({ calls: ["delete a", "delete b"], objects: {} });
    },
  },
  {
    name: "hands on timeouts",
    async story({ play }) {
      const spec = (value: number) =>
        declare(thing("a", { value }, { customTimeouts: { create: "1m30s", update: "2m", delete: "10s" } }));
      expect(await play("up", spec(1))).toMatchObject({ calls: ["create a within 90 s"] });
      expect(await play("up", spec(2))).toMatchObject({ calls: ["update a within 120 s"] });
      expect(await play("destroy")).toMatchObject({ calls: ["delete a within 10 s"] });
    },
  },
  {
    name: "calls functions of the provider",
    async story({ play }) {
      const found: Thing = { kind: "find", name: "found", inputs: { name: "a" } };
      await play("up", declare(thing("a")));
      const { objects } = await play("up", declare(thing("a"), found, thing("b", { value: "$found.id" })));
      expect(objects).toMatchObject({ b: { value: expect.stringMatching(/^a-/) } });
    },
  },
  {
    name: "carries values of many megabytes",
    async story({ play }) {
      const made = await play("up", declare(thing("a", { value: "x".repeat(6_000_000) })));
      expect(made).toMatchObject({ succeeded: true, calls: ["create a"] });
      expect(await play("up")).toMatchObject({ succeeded: true, calls: [] });
    },
  },
];
