/** The port at which the program and the providers find the engine. */
import type {
  ServerUnaryCall,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { messageOf, Stopped } from "../problem.ts";
import { grpc, messageLimits } from "./protocol.ts";

export interface Service {
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
}

export interface Server {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  close(): void;
}

export async function serve(services: readonly Service[]): Promise<Server> {
  const server = new grpc.Server(messageLimits);
  for (const { definition, handlers } of services) server.addService(definition, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

/**
 * `onError` decides what a thrown error means to the run. The caller of a run that stops gets no answer: it would
 * only print that its call was cut off, and it is ended soon.
 */
export function unary<Request, Response>(
  handle: (request: Request) => Promise<Response> | Response,
  onError: (error: unknown) => void = () => {},
) {
  return async (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): Promise<void> => {
    try {
      answer(null, await handle(call.request));
    } catch (error) {
      onError(error);
      if (!(error instanceof Stopped)) answer({ code: grpc.status.UNKNOWN, details: messageOf(error) });
    }
  };
}
