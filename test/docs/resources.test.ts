import { describe, expect, it } from "vitest";
import schema from "../../infra/provider/schema.json" with { type: "json" };
import type { PropertySpec, ResourceSpec, TypeSpec } from "../../infra/provider/schema.ts";

// docs/resources.md is the schema in words: `npx vitest run test/docs --update` writes it anew.

interface Resource extends ResourceSpec {
  readonly description: string;
  readonly required: readonly string[];
}
type Properties = Readonly<Record<string, PropertySpec>>;

const resources: Readonly<Record<string, Resource>> = schema.resources;
const types: Readonly<Record<string, { readonly description: string; readonly properties: Properties }>> =
  schema.types;
const settings: Properties = schema.provider.inputProperties;
const nameOf = (token: string): string => token.split(":").at(-1) ?? "";

const intro = `# Resources

What the provider \`${schema.name}\` manages; the TypeScript classes of the same names are in \`${schema.language.nodejs.packageName}\`. Made from \`infra/provider/schema.json\`.

- A preview asks Twilio nothing and needs no credentials. Every input is checked before anything is changed.
- An update that was cut short, by a kill or by Twilio, is finished by the next one: what is already there is found and taken over.
- A refresh shows what somebody else has changed, and the next update sets it right. It asks Twilio at most three times for a service with all that is in it, once for all numbers and once for all SIP domains, however many there are; and once more for each further thousand of documents or numbers.
- \`deletedWith: service\` lets Twilio delete what is in a service together with it.
- *replaces* marks an input whose change makes the resource anew. *secret* values are encrypted in the state and shown in no preview, log or error.`;

function shape(spec: TypeSpec): string {
  if (spec.$ref === "pulumi.json#/Asset") return "file or text asset";
  if (spec.$ref === "pulumi.json#/Any") return "data";
  if (spec.$ref !== undefined) return `[${nameOf(spec.$ref)}](#${nameOf(spec.$ref).toLowerCase()})`;
  if (spec.type === "array") return `list of ${shape(spec.items ?? {})}`;
  if (spec.type === "object") return `map of ${shape(spec.additionalProperties ?? {})}`;
  return spec.type === "string" ? "text" : spec.type === "integer" ? "whole number" : (spec.type ?? "");
}

const table = (
  title: string,
  specs: Properties,
  notes: (name: string, spec: PropertySpec) => readonly string[],
): string =>
  [
    `| ${title} | is | description |`,
    "|---|---|---|",
    ...Object.entries(specs).map(([name, spec]) => {
      const cells = [`\`${name}\``, [shape(spec), ...notes(name, spec)].join(", "), spec.description];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  ].join("\n");

/** What it is, what each step does, and Twilio's own page about it. */
const form =
  /^(.+\.) Create: (.+\.) Update: (.+\.) Delete: (.+\.) Import: (.+\.) (https:\/\/www\.twilio\.com\/docs\/\S+)$/;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function section([token, resource]: readonly [string, Resource]): string {
  const { inputProperties, requiredInputs, properties, required } = resource;
  const [, what, create = "", update = "", remove = "", read = "", page] =
    form.exec(resource.description) ?? [];
  const steps = { Create: create, Update: update, Delete: remove, Import: read };
  const outputs = Object.entries(properties).filter(([name]) => !Object.hasOwn(inputProperties, name));
  return [
    `## ${nameOf(token)}`,
    `${what} [Twilio's page](${page}).`,
    Object.entries(steps)
      .map(([step, text]) => `- **${step}.** ${capital(text)}`)
      .join("\n"),
    table("input", inputProperties, (name, spec) => [
      ...(requiredInputs.includes(name) ? [] : ["optional"]),
      ...(spec.default === undefined ? [] : [`default \`${spec.default}\``]),
      ...(spec.willReplaceOnChanges === true ? ["*replaces*"] : []),
      ...(spec.secret === true ? ["*secret*"] : []),
    ]),
    table("output", Object.fromEntries(outputs), (name, spec) => [
      ...(required.includes(name) ? [] : ["may be absent"]),
      ...(spec.secret === true ? ["*secret*"] : []),
    ]),
  ].join("\n\n");
}

describe("the page of the resources", () => {
  it.each(Object.entries(resources))("%s says what each step does, in order", (_, { description }) => {
    expect(description).toMatch(form);
  });

  it("is the schema in words", async () => {
    const secret = (_: string, spec: PropertySpec) => (spec.secret === true ? ["*secret*"] : []);
    const provider = `## Provider\n\n${schema.provider.description}\n\n${table("setting", settings, secret)}`;
    const others = Object.entries(types).map(
      ([token, { description, properties }]) =>
        `## ${nameOf(token)}\n\n${description}\n\n${table("field", properties, () => ["optional"])}`,
    );
    const page = [intro, ...Object.entries(resources).map(section), provider, ...others].join("\n\n");
    await expect(`${page}\n`).toMatchFileSnapshot("../../docs/resources.md");
  });
});
