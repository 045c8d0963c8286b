import { coloursFor } from "../../../src/cli/colours.ts";
import { print } from "../../../src/cli/print.ts";
import { type Status, status } from "../../../src/cli/status.ts";
import { withAccount } from "../connection.ts";
import { checkDocuments } from "../verify/documents.ts";
import { checkEntries } from "../verify/entries.ts";
import { type Finding, verdicts } from "../verify/finding.ts";
import { checkContents, liveBuild, nothingLive } from "../verify/live.ts";
import { callReport, report } from "../verify/report.ts";
import { checkRouter } from "../verify/router.ts";
import { placeTestCall } from "../verify/test-call.ts";

export interface VerifyOptions {
  readonly dir?: string;
  readonly env: string;
  readonly json?: boolean;
  /** A destination or a number to call. */
  readonly call?: string;
  /** Seconds to watch that call. */
  readonly wait: number;
}

/** `handoffs verify`: whether what is deployed answers as planned. */
export function verify({ json, call: target, wait, ...options }: VerifyOptions): Promise<Status> {
  return withAccount(options, async ({ deployable, operation }) => {
    const { plan } = deployable;
    const live = await liveBuild(operation, deployable);
    const isLive = !("missing" in live);
    const findings: readonly Finding[] = isLive
      ? [
          ...checkContents(deployable, live),
          ...(await checkDocuments(operation, deployable, live)),
          ...(await checkRouter(operation, deployable, live)),
        ]
      : nothingLive(deployable, live.missing);
    const domainName = isLive ? live.domainName : undefined;
    const found = verdicts(plan, [...findings, ...(await checkEntries(operation, plan, domainName))]);
    const call =
      target === undefined || domainName === undefined
        ? undefined
        : await placeTestCall(operation, plan, domainName, target, wait * 1000);
    const all = [found.release, ...Object.values(found.destinations), ...Object.values(found.numbers)];
    const clean = all.every(({ state }) => state !== "different") && call?.asPlanned !== false;
    if (json)
      print(
        `${JSON.stringify({ version: 1, environment: plan.environment, domain: domainName ?? null, asPlanned: clean, ...found, ...(call === undefined ? {} : { call }) }, undefined, 2)}\n`,
      );
    else {
      const colours = coloursFor("stdout");
      print(report(plan, domainName, found, colours));
      if (call !== undefined) print(`\n${callReport(call, colours)}`);
    }
    return clean ? status.clean : status.problems;
  });
}
