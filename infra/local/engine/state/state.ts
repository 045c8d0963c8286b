/** Resource states and the text of a state file: the form of `pulumi stack export`, version 3. */
import { createHash } from "node:crypto";
import { messageOf, Problem, refusal } from "../problem.ts";
import {
  isObject,
  isSigned,
  type Properties,
  revealed,
  rewriteAll,
  secret,
  signatureKey,
  signatures,
  type Value,
} from "../wire/property.ts";
import type { Secrets } from "./secrets.ts";

/** One resource as Pulumi records it; a changed state is a new object. */
export interface ResourceState {
  readonly urn: string;
  /** False for components: they exist in the state only. */
  readonly custom: boolean;
  /** To be deleted: its replacement stands already. */
  readonly delete?: boolean;
  readonly id?: string;
  readonly type: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly parent?: string;
  readonly protect?: boolean;
  /** Read, not managed. */
  readonly external?: boolean;
  readonly dependencies?: readonly string[];
  /** It exists, but its creation or last update did not complete; the next run updates it. */
  readonly initErrors?: readonly string[];
  /** `urn::id` of the provider. */
  readonly provider?: string;
  readonly propertyDependencies?: { readonly [property: string]: readonly string[] };
  /** Deleted already, its replacement is still to be created. */
  readonly pendingReplacement?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  readonly customTimeouts?: CustomTimeouts;
  readonly importID?: string;
  readonly retainOnDelete?: boolean;
  /** Goes away with that resource: its own deletion is skipped when both are deleted. */
  readonly deletedWith?: string;
  readonly created?: string;
  readonly modified?: string;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
}

/** Seconds. */
export interface CustomTimeouts {
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
  readonly read?: number;
}

export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting" | "reading";
  readonly resource: ResourceState;
}

export interface StateContents {
  readonly resources: readonly ResourceState[];
  readonly pending: readonly PendingOperation[];
}

interface StateFile {
  readonly version?: number;
  readonly deployment?: {
    readonly secrets_providers?: { readonly type: string; readonly state?: { readonly salt?: string } };
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly PendingOperation[];
    readonly snippets?: readonly unknown[];
    readonly extensions?: object;
  };
}

/** A state file read, its secrets still encrypted. */
export interface SealedState {
  readonly salt: string | undefined;
  open(secrets: Secrets): StateContents;
}

/** What this engine cannot keep true if it changed such a resource. */
const foreignFields = {
  viewOf: "provider views",
  refreshBeforeUpdate: "refreshBeforeUpdate",
  resourceHooks: "resource hooks",
  replaceWith: "replaceWith",
  replacementTrigger: "replacementTrigger",
  extensionRef: "provider extensions",
  snippetID: "snippets",
  taint: "tainted resources",
} as const;

export function parseState(text: string, file: string): SealedState {
  const damaged = (why: string) =>
    new Problem(
      `The state file ${file} is damaged: ${why}. Restore it from a copy, or remove it to begin anew ` +
        "(resources that it knew then have to be removed by hand).",
    );
  let contents: StateFile;
  try {
    contents = JSON.parse(text) as StateFile;
  } catch (error) {
    throw damaged(messageOf(error));
  }
  if (contents?.version !== 3) throw refusal(`state of version ${contents?.version} (only 3; ${file})`);
  const { deployment = {} } = contents;
  const kind = deployment.secrets_providers?.type;
  if (kind !== undefined && kind !== "passphrase")
    throw refusal(`the secrets provider "${kind}" (only passphrase)`);
  if (deployment.snippets?.length || Object.keys(deployment.extensions ?? {}).length > 0) {
    throw refusal("snippets and provider extensions");
  }
  const resources = deployment.resources ?? [];
  const pending = deployment.pending_operations ?? [];
  for (const state of [...resources, ...pending.map((operation) => operation.resource)]) {
    if (typeof state?.urn !== "string" || typeof state.type !== "string")
      throw damaged("a resource has no URN");
    for (const [field, feature] of Object.entries(foreignFields)) {
      if (field in state) throw refusal(feature, state.urn);
    }
  }
  return {
    salt: deployment.secrets_providers?.state?.salt,
    open: (secrets) => ({
      resources: resources.map((state) => decrypted(state, secrets)),
      pending: pending.map((operation) => ({
        ...operation,
        resource: decrypted(operation.resource, secrets),
      })),
    }),
  };
}

function decrypted(state: ResourceState, secrets: Secrets): ResourceState {
  const open = (value: Value): Value => {
    if (!isSigned(value, "secret") || value.value !== undefined) return value;
    const text =
      typeof value.plaintext === "string" ? value.plaintext : secrets.decrypt(String(value.ciphertext));
    return secret(JSON.parse(text));
  };
  return {
    ...state,
    inputs: rewriteAll(state.inputs ?? {}, open),
    outputs: rewriteAll(state.outputs ?? {}, open),
  };
}

/** States never change, so each is encrypted and written out once. */
const written = new WeakMap<ResourceState, string>();

export function formatState(
  { resources, pending }: StateContents,
  secrets: Secrets,
  version: string,
): string {
  const format = (state: ResourceState): string => {
    const known = written.get(state);
    if (known !== undefined) return known;
    const text = JSON.stringify({
      ...state,
      inputs: sealed(state.inputs, secrets),
      outputs: sealed(state.outputs, secrets),
    });
    written.set(state, text);
    return text;
  };
  const head = {
    manifest: {
      time: new Date().toISOString(),
      magic: createHash("sha256").update(version).digest("hex"),
      version,
    },
    secrets_providers: { type: "passphrase", state: { salt: secrets.salt } },
  };
  const lines = (items: readonly string[]) => (items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n]`);
  return [
    `{"version":3,"deployment":{${JSON.stringify(head).slice(1, -1)},`,
    `"resources":${lines(resources.map(format))},`,
    `"pending_operations":${lines(pending.map(({ type, resource }) => `{"type":"${type}","resource":${format(resource)}}`))},`,
    `"metadata":{}}}`,
    "",
  ].join("\n");
}

/** From the top down, so that a secret within a secret is encrypted once. */
function sealed(properties: Properties, secrets: Secrets): Properties {
  const seal = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(seal);
    if (!isObject(value)) return value;
    if (!isSigned(value, "secret")) return sealed(value, secrets);
    const ciphertext = secrets.encrypt(JSON.stringify(revealed({ value }).value));
    return { [signatureKey]: signatures.secret, ciphertext };
  };
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, seal(value)]));
}
