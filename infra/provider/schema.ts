import schema from "./schema.json" with { type: "json" };

/** The part of Pulumi's package schema that Check and Diff go by. https://www.pulumi.com/docs/iac/packages-and-automation/pulumi-packages/schema/ */
export interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
}

export interface PropertySpec extends TypeSpec {
  readonly description: string;
  readonly secret?: boolean;
  readonly default?: string;
  readonly willReplaceOnChanges?: boolean;
}

export interface ObjectSpec {
  readonly properties: Readonly<Record<string, PropertySpec>>;
}

export interface ResourceSpec {
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
  readonly properties: Readonly<Record<string, PropertySpec>>;
}

const resources: Readonly<Record<string, ResourceSpec>> = schema.resources;
const types: Readonly<Record<string, ObjectSpec>> = schema.types;

export const schemaText = (): string => JSON.stringify(schema);
export const version: string = schema.version;

export function resourceSpec(type: string): ResourceSpec {
  const spec = resources[type];
  if (spec === undefined) throw new Error(`The schema has no resource ${type}`);
  return spec;
}

export const secretInputs = ({ inputProperties }: ResourceSpec): readonly string[] =>
  Object.keys(inputProperties).filter((name) => inputProperties[name]?.secret === true);

/** The object type that a `$ref` names, unless it is one of Pulumi's own. */
export const objectSpec = (reference: string): ObjectSpec | undefined =>
  types[reference.replace("#/types/", "")];

export const providerKeys: readonly string[] = Object.keys(schema.provider.inputProperties);
