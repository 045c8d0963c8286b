import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import any from "google-protobuf/google/protobuf/any_pb";
import { RequestError } from "./client/errors.ts";
import { redact } from "./log.ts";
import { Unfinished } from "./resource.ts";
import { toStruct } from "./wire.ts";

/**
 * An exception as the engine takes it. Of an unfinished resource it keeps id and state, and the next run updates it:
 * pulumirpc.ErrorResourceInitFailed inside a google.rpc.Status, in the trailer for status details.
 */
export function toServiceError(error: unknown): Partial<ServiceError> {
  const message = redact(error instanceof Error ? error.message : String(error));
  if (!(error instanceof Unfinished))
    return { code: isGrpc(error) ? error.code : status.UNKNOWN, message, details: message };
  const detail = new ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(toStruct(error.state));
  detail.setReasonsList([message]);
  const packed = new any.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const wrapped = new Status();
  wrapped.setCode(status.UNKNOWN);
  wrapped.setMessage("The resource was made in part");
  wrapped.setDetailsList([packed]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(wrapped.serializeBinary()));
  return { code: status.UNKNOWN, message: wrapped.getMessage(), details: wrapped.getMessage(), metadata };
}

/** A code that we have given it; Twilio's codes are other numbers. */
const isGrpc = (error: unknown): error is { code: number } =>
  error instanceof Error &&
  !(error instanceof RequestError) &&
  "code" in error &&
  typeof error.code === "number";
