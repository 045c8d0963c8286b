/** `urn:pulumi:<stack>::<project>::<parent types$type>::<name>`. */

export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly parent?: string | undefined;
  readonly type: string;
  readonly name: string;
}

export function makeUrn({ stack, project, parent, type, name }: UrnParts): string {
  const above = parent === undefined ? undefined : qualifiedType(parent);
  const qualified = above === undefined || above === stackType ? type : `${above}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export function urnName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export function urnType(urn: string): string {
  return qualifiedType(urn).split("$").at(-1) ?? "";
}

function qualifiedType(urn: string): string {
  return urn.split("::")[2] ?? "";
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

export function providerType(packageName: string): string {
  return providerPrefix + packageName;
}

/** `twilio` of `twilio:index:TwimlBin` and of `pulumi:providers:twilio`. */
export function packageOf(type: string): string {
  return isProviderType(type) ? type.slice(providerPrefix.length) : (type.split(":")[0] ?? "");
}

/** A provider reference is the provider's URN and id. */
export function parseReference(reference: string): { readonly urn: string; readonly id: string } {
  const at = reference.lastIndexOf("::");
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}
