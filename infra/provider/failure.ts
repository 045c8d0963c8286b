import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import any from "google-protobuf/google/protobuf/any_pb";
import { RequestError } from "./client/errors.ts";
import { redact } from "./log.ts";
import { omit, type Properties } from "./property.ts";
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
  detail.setProperties(toStruct(fitting(error.state)));
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

/** Bytes, in a trailer that Node.js delivers: in base64, 64 kB. Of a longer one its client never hears. */
const room = 40_000;

/** The state without what is too long for it: the next update takes that for foreign, and uploads it again. */
function fitting(state: Properties): Properties {
  const bytes = (value: Properties): number => toStruct(value).serializeBinary().length;
  if (bytes(state) <= room) return state;
  const sizes = Object.entries(state).map(([name, value]) => ({ name, size: bytes({ [name]: value }) }));
  const [longest] = sizes.sort((one, other) => other.size - one.size);
  return longest === undefined ? state : fitting(omit(state, [longest.name]));
}

/** A code that we have given it; Twilio's codes are other numbers. */
const isGrpc = (error: unknown): error is { code: number } =>
  error instanceof Error &&
  !(error instanceof RequestError) &&
  "code" in error &&
  typeof error.code === "number";
