import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { debug, redact } from "./log.ts";

/** What the user sees beside a resource: passing words, or a warning that stays. */
export interface Engine {
  readonly status: (urn: string, text: string) => void;
  readonly warn: (urn: string, text: string) => void;
}

/** Speaks to the engine at that address, once there is something to say. A lost line never fails a resource. */
export function engineAt(address: string): Engine {
  let client: Promise<EngineClient> | undefined;
  const log = async (urn: string, text: string, kind: "status" | "warning"): Promise<void> => {
    try {
      const [{ credentials }, { EngineClient }, { LogRequest, LogSeverity }] = await Promise.all([
        import("@grpc/grpc-js"),
        import("@pulumi/pulumi/proto/engine_grpc_pb"),
        import("@pulumi/pulumi/proto/engine_pb"),
      ]);
      client ??= Promise.resolve(new EngineClient(address, credentials.createInsecure()));
      const request = new LogRequest();
      request.setSeverity(kind === "status" ? LogSeverity.INFO : LogSeverity.WARNING);
      request.setEphemeral(kind === "status");
      request.setUrn(urn);
      request.setMessage(redact(text));
      (await client).log(request, (error) => {
        if (error !== null) debug(`the engine did not take a log line: ${error.message}`);
      });
    } catch (error) {
      debug(`no engine to log to: ${String(error)}`);
    }
  };
  return {
    status: (urn, text) => void log(urn, text, "status"),
    warn: (urn, text) => void log(urn, text, "warning"),
  };
}

export const silent: Engine = { status: () => {}, warn: () => {} };
