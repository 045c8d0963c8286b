/** One call to a provider, with its errors told apart: not implemented, half done, failed, died. */
import type { CallOptions, Metadata, ServiceError } from "@grpc/grpc-js";
import { Problem } from "../problem.ts";
import { grpc, provider, type Struct, status } from "../wire/protocol.ts";
import type { ProviderProcess } from "./process.ts";

type Client = ProviderProcess["client"];

/** The last overload of a generated client method: the one from which TypeScript infers. */
type Method<Request, Response> = (
  this: Client,
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** A resource that exists but whose creation or update did not complete. */
export interface PartialFailure {
  readonly id: string;
  readonly outputs: Struct | undefined;
  /** At least one. */
  readonly reasons: readonly string[];
}

export class ProviderFailure extends Problem {
  readonly code: number;
  readonly partial: PartialFailure | undefined;

  constructor(message: string, code: number, partial?: PartialFailure) {
    super(message);
    this.code = code;
    this.partial = partial;
  }
}

export async function call<Request, Response>(
  { client, gone }: ProviderProcess,
  method: Method<Request, Response>,
  request: Request,
): Promise<Response> {
  try {
    return await new Promise<Response>((resolve, reject) => {
      method.call(client, request, new grpc.Metadata(), {}, (error, response) =>
        error === null ? resolve(response) : reject(error),
      );
    });
  } catch (error) {
    throw failure(error as ServiceError, await deathOf(error as ServiceError, gone));
  }
}

/** The connection breaks a moment before the end of the process is known. */
async function deathOf(error: ServiceError, gone: () => string | undefined): Promise<string | undefined> {
  if (error.code !== grpc.status.UNAVAILABLE && error.code !== grpc.status.CANCELLED) return undefined;
  for (let wait = 0; wait < 50 && gone() === undefined; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return gone();
}

function failure(error: ServiceError, death: string | undefined): ProviderFailure {
  const partial = partialFailure(error);
  const message =
    partial === undefined ? (death ?? error.details) : [error.details, ...partial.reasons].join("\n* ");
  return new ProviderFailure(message, error.code, partial);
}

function partialFailure(error: ServiceError): PartialFailure | undefined {
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(bytes instanceof Uint8Array)) return undefined;
  for (const detail of status.Status.deserializeBinary(bytes).getDetailsList()) {
    if (detail.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") continue;
    const failed = provider.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    const reasons = failed.getReasonsList();
    return {
      id: failed.getId(),
      outputs: failed.getProperties(),
      reasons: reasons.length > 0 ? reasons : [error.details],
    };
  }
  return undefined;
}

export function isUnimplemented(error: unknown): boolean {
  return error instanceof ProviderFailure && error.code === grpc.status.UNIMPLEMENTED;
}
