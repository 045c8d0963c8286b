/**
 * What the program and the SDK's classes need of Pulumi's SDK, from its modules. Its index also loads TypeScript, npm's
 * resolver and the automation API, which takes a quarter of a second of every run; the build puts this in its place.
 */
export * as asset from "@pulumi/pulumi/asset/index.js";
export { Config } from "@pulumi/pulumi/config.js";
export { RunError } from "@pulumi/pulumi/errors.js";
export { getRootDirectory, getStack } from "@pulumi/pulumi/metadata.js";
export { all, type Input, interpolate, type Output, secret } from "@pulumi/pulumi/output.js";
export {
  CustomResource,
  type CustomResourceOptions,
  type ID,
  mergeOptions,
  ProviderResource,
  type ResourceOptions,
} from "@pulumi/pulumi/resource.js";
