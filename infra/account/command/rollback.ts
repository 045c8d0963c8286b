import { print } from "../../../src/cli/print.ts";
import { type Status, status, UsageError } from "../../../src/cli/status.ts";
import { local } from "../../../src/plan/environment.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { isSid } from "../../provider/check.ts";
import { type Build, deploy, findBuild } from "../../provider/client/builds.ts";
import type { Operation } from "../../provider/operation.ts";
import { withAccount } from "../connection.ts";
import { deletedParts, strays, unreachable } from "../release/lost.ts";
import { type Deployed, deployedTo } from "../release/service.ts";
import { commitText } from "./releases.ts";

export interface RollbackOptions {
  readonly dir?: string;
  readonly env: string;
  /** Destinations that the build need not have: the agent no longer hands calls to them. */
  readonly without: readonly string[];
}

/** `handoffs rollback BUILD`: deploys an earlier build again, unless it would lose a caller. */
export function rollback(sid: string, { without, ...options }: RollbackOptions): Promise<Status> {
  const { env } = options;
  const list = `\`handoffs releases --env ${env}\` lists what can be deployed.`;
  if (!isSid("ZB", sid)) throw new UsageError(`"${sid}" is no build: expected ZB and 32 hex digits. ${list}`);
  return withAccount(options, async ({ deployable: { plan }, operation }) => {
    const deployed = await deployedTo(operation, plan);
    if (deployed === undefined) return refuse(`Nothing was deployed to ${env} yet.`);
    const build = await findBuild(operation, deployed.serviceSid, sid);
    if (build === undefined)
      return refuse(
        `The service ${deployed.serviceName} has no build ${sid}. It is of another service, or Twilio has cleared it away: builds that are not live are kept for a while only. ${list} To go back further, deploy the commit of that time: \`git switch --detach COMMIT\` and \`pulumi up --stack ${env}\`.`,
      );
    if (sid === deployed.live) {
      print(`Build ${sid} is live in ${env} already.\n`);
      return status.clean;
    }
    const problems = await obstacles(operation, plan, deployed, build, without);
    if (problems.length > 0) return refuse(problems.join("\n"));
    await deploy(operation, deployed.serviceSid, deployed.environmentSid, sid);
    print(report(env, deployed.live, build));
    return status.clean;
  });
}

function refuse(message: string): Status {
  print(`${message}\nNothing was changed.\n`, "stderr");
  return status.problems;
}

/** Why the build must not go live, and what to do instead. */
async function obstacles(
  operation: Operation,
  plan: Plan,
  { serviceSid, domainName, live }: Deployed,
  build: Build,
  without: readonly string[],
): Promise<readonly string[]> {
  const { sid } = build;
  if (build.status !== "completed")
    return [
      `Build ${sid} cannot be deployed: it is \`${build.status}\`. Choose one that \`handoffs releases\` lists.`,
    ];
  const [deleted, lost, before] = await Promise.all([
    deletedParts(operation, serviceSid, build),
    strays(operation, plan, domainName, build),
    live === "" ? undefined : findBuild(operation, serviceSid, live),
  ]);
  const missing = before === undefined ? [] : unreachable(before, build);
  const unsaid = missing.filter((id) => !without.includes(id));
  return [
    ...(deleted.length === 0
      ? []
      : [
          `Build ${sid} has parts that were deleted since: ${deleted.join(", ")}. Deploy its commit${build.commit === undefined ? "" : `, ${build.commit.replace(/-dirty$/, "")},`} instead, which uploads them again: \`git switch --detach COMMIT\` and \`pulumi up --stack ${plan.environment}\`.`,
        ]),
    ...lost.map(
      ({ name, path }) =>
        `${name} asks for ${path}, which build ${sid} has not: its callers would hear an error. Let it ask for something else first, or choose a later build.`,
    ),
    ...(unsaid.length === 0
      ? []
      : [
          `Build ${sid} has no ${unsaid.join(", ")}: calls that the agent hands there would fail. Choose a later build; or see that the agent no longer hands calls there, and say \`--without ${missing.join(",")}\`.`,
        ]),
  ];
}

function report(env: string, before: string, { sid, commit }: Build): string {
  const made =
    commit === undefined
      ? ""
      : `, made of ${commitText(commit.replace(/-dirty$/, ""), commit.endsWith("-dirty"))}`;
  const [preview, refresh, up] =
    env === local
      ? [
          "`handoffs local refresh` and `handoffs local preview` show",
          "handoffs local refresh",
          "handoffs local up",
        ]
      : [`\`pulumi preview --refresh --stack ${env}\` shows`, `pulumi refresh --stack ${env}`, "pulumi up"];
  return [
    `Build ${sid} is live in ${env}${made}.`,
    `It replaces ${before === "" ? "nothing" : `build ${before}`}.`,
    "",
    `Git and the stack still have what was live before: ${preview} the difference. Revert the change in Git, then run \`${refresh}\`: until then \`${up}\` refuses to replace this build.`,
    "",
  ].join("\n");
}
