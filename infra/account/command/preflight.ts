import type { Format } from "../../../src/cli/formats.ts";
import { print } from "../../../src/cli/print.ts";
import { report } from "../../../src/cli/report.ts";
import { type Status, status } from "../../../src/cli/status.ts";
import { count } from "../../../src/format/json.ts";
import { withAccount } from "../connection.ts";
import { preflight as check } from "../preflight/preflight.ts";

export interface PreflightOptions {
  readonly dir?: string;
  readonly env: string;
  readonly format: Format;
}

/** `handoffs preflight`: what a deployment would meet, asked before it. Changes nothing. */
export function preflight({ format, ...options }: PreflightOptions): Promise<Status> {
  return withAccount(options, async ({ project, catalog, deployable, operation }) => {
    let asked = 0;
    const http: typeof operation.http = (...request) => {
      asked += 1;
      return operation.http(...request);
    };
    const diagnostics = await check({
      catalog,
      plan: deployable.plan,
      operation: { ...operation, http },
      now: Date.now(),
    });
    print(`Asked Twilio ${asked} times; nothing was changed.\n`, "stderr");
    print(report(project, diagnostics, format));
    return count(diagnostics).errors > 0 ? status.problems : status.clean;
  });
}
