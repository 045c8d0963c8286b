import { describe, expect, it } from "vitest";
import { formerUrns } from "../../../../../infra/local/engine/program/alias.ts";

const parent = "urn:pulumi:dev::project::sample:index:Group::team";
const present = { stack: "dev", project: "project", parent, type: "sample:index:Thing", name: "team-thing" };
const spec = { name: "", type: "", stack: "", project: "", parenturn: "", noparent: false };

describe("former URNs", () => {
  it.each([
    ["a whole URN", { urn: "urn:pulumi:dev::project::t::n" }, "urn:pulumi:dev::project::t::n"],
    [
      "a name",
      { ...spec, name: "old" },
      "urn:pulumi:dev::project::sample:index:Group$sample:index:Thing::old",
    ],
    [
      "a type",
      { ...spec, type: "old:t:T" },
      "urn:pulumi:dev::project::sample:index:Group$old:t:T::team-thing",
    ],
    ["no parent", { ...spec, noparent: true }, "urn:pulumi:dev::project::sample:index:Thing::team-thing"],
    [
      "a stack",
      { ...spec, stack: "old" },
      "urn:pulumi:old::project::sample:index:Group$sample:index:Thing::team-thing",
    ],
  ])("come from %s", (_, alias, urn) => {
    expect(formerUrns([alias], present, undefined)).toEqual([urn]);
  });

  it("follow a renamed parent, whose name begins its children's", () => {
    const former = "urn:pulumi:dev::project::sample:index:Group::crew";
    expect(formerUrns([{ ...spec, name: "old" }], present, former)).toEqual([
      "urn:pulumi:dev::project::sample:index:Group$sample:index:Thing::old",
      "urn:pulumi:dev::project::sample:index:Group$sample:index:Thing::crew-thing",
      "urn:pulumi:dev::project::sample:index:Group$sample:index:Thing::old",
    ]);
  });
});
