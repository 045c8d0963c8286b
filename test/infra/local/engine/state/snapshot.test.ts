import { describe, expect, it } from "vitest";
import { openSnapshot } from "../../../../../infra/local/engine/state/snapshot.ts";
import type { ResourceState, StateContents } from "../../../../../infra/local/engine/state/state.ts";

const resource = (name: string, fields: Partial<ResourceState> = {}): ResourceState => ({
  urn: `urn:pulumi:dev::project::sample:index:Thing::${name}`,
  custom: true,
  type: "sample:index:Thing",
  id: name,
  inputs: {},
  outputs: {},
  ...fields,
});

function open(contents: Partial<StateContents>) {
  const writes: StateContents[] = [];
  const snapshot = openSnapshot({ resources: [], pending: [], ...contents }, (render) => async () => {
    writes.push(render());
  });
  const lastWrite = () => writes.at(-1);
  return { snapshot, writes, lastWrite };
}

describe("a snapshot", () => {
  const [a, b] = [resource("a"), resource("b")];

  it("puts what is settled before what is not", async () => {
    const { snapshot, lastWrite } = open({ resources: [a, b] });
    const changed = { ...b, outputs: { size: 1 } };
    snapshot.put(changed, b);
    await snapshot.save();
    expect(lastWrite()?.resources).toEqual([changed, a]);
    expect(snapshot.untouched()).toEqual([a]);
  });

  it("writes only what has changed", async () => {
    const { snapshot, writes } = open({ resources: [a] });
    snapshot.put({ ...a }, a);
    await snapshot.save();
    expect(writes).toEqual([]);
    snapshot.put(b);
    await Promise.all([snapshot.save(), snapshot.save()]);
    expect(writes).toHaveLength(1);
  });

  it("records an operation from its beginning to its end", async () => {
    const { snapshot, lastWrite } = open({});
    const end = snapshot.begin({ type: "creating", resource: a });
    await snapshot.save();
    expect(lastWrite()?.pending).toEqual([{ type: "creating", resource: a }]);
    snapshot.put(a);
    end();
    await snapshot.save();
    expect(lastWrite()).toEqual({ resources: [a], pending: [] });
  });

  it("keeps an interrupted creation until its resource is created", () => {
    const pending = [{ type: "creating" as const, resource: b }];
    const { snapshot } = open({ resources: [a, b], pending });
    snapshot.put({ ...b }, b);
    expect(snapshot.interrupted()).toEqual(pending);
    snapshot.put({ ...b, id: "new" });
    expect(snapshot.interrupted()).toEqual([]);
  });

  it("writes references under their new names", async () => {
    const child = resource("child", {
      parent: a.urn,
      provider: `${a.urn}::1`,
      deletedWith: a.urn,
      dependencies: [a.urn, b.urn],
      propertyDependencies: { value: [a.urn] },
    });
    const { snapshot, lastWrite } = open({ resources: [a, b, child] });
    const renamed = resource("renamed");
    snapshot.rename(a.urn, renamed.urn);
    snapshot.put(renamed, a);
    await snapshot.save();
    expect(lastWrite()?.resources).toEqual([
      renamed,
      b,
      {
        ...child,
        parent: renamed.urn,
        provider: `${renamed.urn}::1`,
        deletedWith: renamed.urn,
        dependencies: [renamed.urn, b.urn],
        propertyDependencies: { value: [renamed.urn] },
      },
    ]);
  });
});
