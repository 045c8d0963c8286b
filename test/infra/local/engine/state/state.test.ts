import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openSecrets, type Secrets } from "../../../../../infra/local/engine/state/secrets.ts";
import {
  formatState,
  parseState,
  type ResourceState,
} from "../../../../../infra/local/engine/state/state.ts";
import {
  secret,
  signatureKey,
  signatures,
  type Value,
} from "../../../../../infra/local/engine/wire/property.ts";

let secrets: Secrets;
beforeAll(async () => {
  secrets = await openSecrets("a passphrase");
});

const resource = (fields: Partial<ResourceState> = {}): ResourceState => ({
  urn: "urn:pulumi:dev::project::sample:index:Thing::a",
  custom: true,
  type: "sample:index:Thing",
  id: "a-1",
  inputs: {},
  outputs: {},
  ...fields,
});

const plain: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe("a state file", () => {
  it("gives back what was written, with secrets anywhere", () => {
    const properties = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(plain, plain.map(secret)), {
      maxKeys: 5,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(properties, properties, (inputs, outputs) => {
        const contents = {
          resources: [resource({ inputs, outputs, dependencies: ["urn:other"] })],
          pending: [{ type: "creating" as const, resource: resource({ inputs }) }],
        };
        const text = formatState(contents, secrets, "v3.1.0");
        expect(parseState(text, "state.json").open(secrets)).toEqual(contents);
      }),
    );
  });

  it("has no secret in clear", () => {
    const inputs = { list: [{ password: secret({ deep: secret("hush") }) }] };
    const text = formatState({ resources: [resource({ inputs })], pending: [] }, secrets, "v3.1.0");
    expect(text).not.toContain("hush");
    expect(parseState(text, "state.json").open(secrets).resources[0]?.inputs).toEqual({
      list: [{ password: secret({ deep: "hush" }) }],
    });
  });

  it("is read with the secrets in clear that `stack export --show-secrets` writes", () => {
    const shownSecret = { [signatureKey]: signatures.secret, plaintext: '"hush"' };
    const deployment = { resources: [resource({ inputs: { a: shownSecret } })] };
    const { open } = parseState(JSON.stringify({ version: 3, deployment }), "state.json");
    expect(open(secrets).resources[0]?.inputs).toEqual({ a: secret("hush") });
  });

  it.each([
    ["viewOf", "provider views"],
    ["refreshBeforeUpdate", "refreshBeforeUpdate"],
    ["resourceHooks", "resource hooks"],
  ])("with %s is refused", (field, feature) => {
    const deployment = { resources: [{ ...resource(), [field]: true }] };
    expect(() => parseState(JSON.stringify({ version: 3, deployment }), "state.json")).toThrow(feature);
  });

  it.each([
    ["half a file", '{"version": 3,'],
    ["a resource without URN", '{"version": 3, "deployment": {"resources": [{"id": "a"}]}}'],
  ])("that is damaged is told: %s", (_, text) => {
    expect(() => parseState(text, "state.json")).toThrow(/state\.json is damaged/);
  });

  it("encrypted by another secrets provider is refused", () => {
    const deployment = { secrets_providers: { type: "service" } };
    expect(() => parseState(JSON.stringify({ version: 3, deployment }), "state.json")).toThrow('"service"');
  });
});
