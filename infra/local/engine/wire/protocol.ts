/**
 * Pulumi's generated protobuf and gRPC code. Loaded through `require` because it is CommonJS whose exports no
 * ES module can name, and because it has to share one copy of grpc-js with us.
 */
import { createRequire } from "node:module";
import type { Properties } from "./property.ts";

const load = createRequire(import.meta.url);

export const grpc: typeof import("@grpc/grpc-js") = load("@grpc/grpc-js");
export const providerService: typeof import("@pulumi/pulumi/proto/provider_grpc_pb.js") = load(
  "@pulumi/pulumi/proto/provider_grpc_pb",
);
export const provider: typeof import("@pulumi/pulumi/proto/provider_pb.js") = load(
  "@pulumi/pulumi/proto/provider_pb",
);
export const resourceService: typeof import("@pulumi/pulumi/proto/resource_grpc_pb.js") = load(
  "@pulumi/pulumi/proto/resource_grpc_pb",
);
export const resource: typeof import("@pulumi/pulumi/proto/resource_pb.js") = load(
  "@pulumi/pulumi/proto/resource_pb",
);
export const engineService: typeof import("@pulumi/pulumi/proto/engine_grpc_pb.js") = load(
  "@pulumi/pulumi/proto/engine_grpc_pb",
);
export const engine: typeof import("@pulumi/pulumi/proto/engine_pb.js") = load(
  "@pulumi/pulumi/proto/engine_pb",
);
export const status: typeof import("@pulumi/pulumi/proto/status_pb.js") = load(
  "@pulumi/pulumi/proto/status_pb",
);
export const { Empty }: typeof import("google-protobuf/google/protobuf/empty_pb.js") = load(
  "google-protobuf/google/protobuf/empty_pb",
);
const { Struct }: typeof import("google-protobuf/google/protobuf/struct_pb.js") = load(
  "google-protobuf/google/protobuf/struct_pb",
);

export type Struct = import("google-protobuf/google/protobuf/struct_pb.js").Struct;
type JavaScriptValue = import("google-protobuf/google/protobuf/struct_pb.js").JavaScriptValue;

/** The version of Pulumi whose protocol this is; it signs the state file. */
export const pulumiVersion: string = `v${load("@pulumi/pulumi/package.json").version}`;

/** The gRPC default of 4 MB is too small for a large asset or plan. */
export const messageLimits = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
};

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as { [key: string]: JavaScriptValue });
}

export function fromStruct(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (struct.toJavaScript() as Properties);
}
