import { readFileSync } from "node:fs";
import * as index from "@pulumi/pulumi";
import { expect, it } from "vitest";
import * as pulumi from "../../infra/pulumi.ts";

it("has what the SDK's index has, the very same", () => {
  const { asset, ...rest } = pulumi;
  const all = new Map<string, unknown>(Object.entries(index));
  expect(asset.FileAsset).toBe(index.asset.FileAsset);
  for (const [name, value] of Object.entries(rest)) expect(value, name).toBe(all.get(name));
});

it("stands for the index in the program's bundle", () => {
  const bundle = readFileSync(new URL("../../dist/infra/index.js", import.meta.url), "utf8");
  const imported = [...bundle.matchAll(/from "(@pulumi\/[^"]*)"/g)].map(([, name]) => name);
  expect(imported).toContain("@pulumi/pulumi/resource.js");
  expect(imported).not.toContain("@pulumi/pulumi");
});
