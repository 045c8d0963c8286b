import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import schema from "../../../infra/provider/schema.json" with { type: "json" };

// The SDK is written by hand and so is the schema: this reads both, and finds where they differ.

interface Spec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Spec;
  readonly additionalProperties?: Spec;
  readonly description?: string;
  readonly secret?: boolean;
}
interface Member {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly docs: string;
}

const folder = fileURLToPath(new URL("../../../infra/sdk/", import.meta.url));
const kebab = (name: string): string =>
  name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
const source = (name: string): ts.SourceFile => {
  const file = `${folder}${kebab(name)}.ts`;
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
};

const docsOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
    .join("\n")
    .replaceAll(/\s+/g, " ");

/** Formatting is the formatter's: types are compared without white space. */
const typeText = (node: ts.TypeNode | undefined): string =>
  node?.getText().replaceAll(/\s/g, "").replaceAll(",>", ">").replace(/^\|/, "") ?? "";

function declaration(file: ts.SourceFile, name: string): ts.InterfaceDeclaration | ts.ClassDeclaration {
  const found = file.statements.find(
    (statement): statement is ts.InterfaceDeclaration | ts.ClassDeclaration =>
      (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name?.text === name,
  );
  if (found === undefined) throw new Error(`${file.fileName} does not declare ${name}`);
  return found;
}

const membersOf = (file: ts.SourceFile, name: string): readonly Member[] =>
  [...declaration(file, name).members].flatMap((member) =>
    ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)
      ? [
          {
            name: member.name.getText(),
            type: typeText(member.type),
            optional: member.questionToken !== undefined,
            docs: docsOf(member),
          },
        ]
      : [],
  );

const input = (type: string, isInput: boolean): string => (isInput ? `pulumi.Input<${type}>` : type);

function base(spec: Spec, isInput: boolean): string {
  if (spec.$ref === "pulumi.json#/Asset") return "pulumi.asset.Asset";
  if (spec.$ref === "pulumi.json#/Any") return "unknown";
  if (spec.$ref !== undefined) return spec.$ref.split(":").at(-1) ?? "";
  if (spec.type === "array") return `readonly${input(base(spec.items ?? {}, isInput), isInput)}[]`;
  if (spec.type === "object") {
    const inner = base(spec.additionalProperties ?? {}, isInput);
    return `Readonly<Record<string,${inner === "unknown" ? inner : input(inner, isInput)}>>`;
  }
  return spec.type === "integer" ? "number" : (spec.type ?? "");
}

const wanted = (
  specs: Readonly<Record<string, Spec>>,
  type: (spec: Spec, name: string) => string,
  optional: (name: string) => boolean,
): readonly Member[] =>
  Object.entries(specs).map(([name, spec]) => ({
    name,
    type: type(spec, name),
    optional: optional(name),
    docs: spec.description ?? "",
  }));

const resources: Readonly<
  Record<
    string,
    {
      description: string;
      inputProperties: Record<string, Spec>;
      requiredInputs: string[];
      properties: Record<string, Spec>;
      required: string[];
    }
  >
> = schema.resources;

describe.each(Object.entries(resources))("%s", (token, spec) => {
  const name = token.split(":").at(-1) ?? "";
  const file = source(name);

  it("has the schema's inputs", () => {
    const optional = (input: string): boolean => !spec.requiredInputs.includes(input);
    expect(membersOf(file, `${name}Args`)).toEqual(
      wanted(
        spec.inputProperties,
        (type, key) => input(base(type, true), true) + (optional(key) ? "|undefined" : ""),
        optional,
      ),
    );
  });

  it("has the schema's outputs, also in its state", () => {
    const optional = (output: string): boolean => !spec.required.includes(output);
    expect(membersOf(file, name)).toEqual(
      wanted(
        spec.properties,
        (type, key) => `pulumi.Output<${base(type, false)}${optional(key) ? "|undefined" : ""}>`,
        () => false,
      ),
    );
    expect(membersOf(file, `${name}State`)).toEqual(
      wanted(
        spec.properties,
        (type) => `${input(base(type, true), true)}|undefined`,
        () => true,
      ),
    );
  });

  it("has the schema's description, token and secrets", () => {
    expect(docsOf(declaration(file, name))).toBe(spec.description);
    const text = file.getText();
    expect(text.replaceAll(/\s/g, "")).toContain(`super("${token}"`);
    const secrets = Object.entries(spec.properties)
      .filter(([, { secret }]) => secret === true)
      .map(([key]) => key);
    const marked = /additionalSecretOutputs: (\[[^\]]*\])/.exec(text)?.[1] ?? "[]";
    expect(JSON.parse(marked)).toEqual(secrets);
  });
});

it.each(
  Object.entries(schema.types as Record<string, { description: string; properties: Record<string, Spec> }>),
)("%s is the same type", (token, spec) => {
  const name = token.split(":").at(-1) ?? "";
  const owner = Object.entries(resources).find(([, { properties }]) =>
    Object.values(properties).some(({ $ref }) => $ref === `#/types/${token}`),
  );
  const file = source(owner?.[0].split(":").at(-1) ?? "");
  expect(membersOf(file, name)).toEqual(
    wanted(
      spec.properties,
      (type) => `${base(type, false)}|undefined`,
      () => true,
    ),
  );
  expect(docsOf(declaration(file, name))).toBe(spec.description);
});

it("has the provider's settings, and marks its secrets", () => {
  const file = source("Provider");
  const { inputProperties, description } = schema.provider;
  expect(membersOf(file, "ProviderArgs")).toEqual(
    wanted(
      inputProperties,
      () => "pulumi.Input<string>|undefined",
      () => true,
    ),
  );
  expect(docsOf(declaration(file, "Provider"))).toBe(description);
  const secrets = Object.entries(inputProperties as Record<string, Spec>)
    .filter(([, { secret }]) => secret === true)
    .map(([key]) => key);
  for (const key of secrets) expect(file.getText()).toContain(`${key}: concealed(${key})`);
});

it("describes the provider's settings as the stack's config", () => {
  const config = Object.entries(schema.config.variables).map(([name, { defaultInfo: _, ...spec }]) => [
    name,
    spec,
  ]);
  expect(Object.fromEntries(config)).toEqual(schema.provider.inputProperties);
});

it("exports every resource and the provider", async () => {
  const sdk = await import("../../../infra/sdk/index.ts");
  const names = Object.keys(resources).map((token) => token.split(":").at(-1));
  expect(Object.keys(sdk).sort()).toEqual([...names, "Provider"].sort());
});

it("has the schema's version and name", () => {
  const { name, version, pulumi } = JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
  expect({ name, version, pulumi }).toEqual({
    name: schema.language.nodejs.packageName,
    version: schema.version,
    pulumi: { resource: true, name: schema.name, version: schema.version },
  });
});
