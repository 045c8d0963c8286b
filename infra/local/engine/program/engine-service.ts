/** Pulumi's Engine service: log messages of the program and the providers, and the root resource. */

import type { Report } from "../report.ts";
import { Empty, engine, engineService } from "../wire/protocol.ts";
import { type Service, unary } from "../wire/server.ts";

type Messages = typeof import("@pulumi/pulumi/proto/engine_pb.js");
type LogRequest = InstanceType<Messages["LogRequest"]>;
type SetRootResourceRequest = InstanceType<Messages["SetRootResourceRequest"]>;

/** A logged error fails the run, whatever the program's exit code. */
export function engineServiceFor(report: Report): Service {
  let root = "";
  const { DEBUG, WARNING, ERROR } = engine.LogSeverity;
  return {
    definition: engineService.EngineService,
    handlers: {
      log: unary((request: LogRequest) => {
        const [severity, message, urn] = [
          request.getSeverity(),
          request.getMessage(),
          request.getUrn() || undefined,
        ];
        if (severity === ERROR) report.diagnose("error", message, urn);
        else if (severity === WARNING) report.diagnose("warning", message, urn);
        else if (request.getEphemeral()) report.status(message, urn);
        else if (severity !== DEBUG) report.diagnose("info", message, urn);
        return new Empty();
      }),
      getRootResource: unary(() => {
        const response = new engine.GetRootResourceResponse();
        response.setUrn(root);
        return response;
      }),
      setRootResource: unary((request: SetRootResourceRequest) => {
        root = request.getUrn();
        return new engine.SetRootResourceResponse();
      }),
      requirePulumiVersion: unary(() => new engine.RequirePulumiVersionResponse()),
      startDebugging: unary(() => new Empty()),
    },
  };
}
