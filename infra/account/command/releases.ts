import { coloursFor } from "../../../src/cli/colours.ts";
import { print } from "../../../src/cli/print.ts";
import { type Status, status } from "../../../src/cli/status.ts";
import type { Colours } from "../../../src/format/colours.ts";
import { withAccount } from "../connection.ts";
import { history, type Release } from "../release/history.ts";
import { deployedTo } from "../release/service.ts";

export interface ReleasesOptions {
  readonly dir?: string;
  readonly env: string;
  readonly json?: boolean;
}

/** `handoffs releases`: what was deployed to an environment, and what of it can be deployed again. */
export function releases({ json, ...options }: ReleasesOptions): Promise<Status> {
  return withAccount(options, async ({ deployable: { plan }, operation }) => {
    const deployed = await deployedTo(operation, plan);
    const all = deployed === undefined ? [] : await history(operation, deployed);
    const { environment } = plan;
    print(
      json
        ? `${JSON.stringify({ version: 1, environment, releases: all }, undefined, 2)}\n`
        : table(environment, all, coloursFor("stdout")),
    );
    return status.clean;
  });
}

function table(environment: string, all: readonly Release[], { bold, dim, green }: Colours): string {
  if (all.length === 0) return `Nothing was deployed to ${environment} yet.\n`;
  const rows = all.map((release) => {
    const line = `${release.live ? "live" : "    "}  ${timeOf(release.at)}  ${what(release)}`;
    return release.live ? green(line) : release.kept ? line : dim(line);
  });
  return `${bold(`Releases to ${environment}, the latest first`)}\n\n${rows.map((row) => `${row}\n`).join("")}`;
}

/** To the minute. */
export const timeOf = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

function what({ build, commit, uncommitted, kept }: Release): string {
  if (build === null) return "nothing: undeployed";
  if (!kept) return `${build}  gone`;
  return `${build}  ${commit === null ? "commit unknown" : commitText(commit, uncommitted)}`;
}

/** A commit as Git abbreviates it, with room to spare. */
export const commitText = (commit: string, uncommitted: boolean): string =>
  `commit ${commit.slice(0, 12)}${uncommitted ? " and changes that were not committed" : ""}`;
