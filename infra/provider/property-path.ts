/**
 * Pulumi's property paths: `routes.billing.to`, `assetVersions["/handoffs/billing.xml"]`, `items[0]`.
 * sdk/go/common/resource/property_path.go
 */
export function member(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (/^[A-Za-z_$][\w$-]*$/.test(key)) return path === "" ? key : `${path}.${key}`;
  return `${path}["${key.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"]`;
}

/** The property at the start of a path. */
export const top = (path: string): string => path.split(/[.[]/, 1)[0] ?? path;
