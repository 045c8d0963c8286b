import type { ValidCatalog } from "../../src/catalog/catalog.ts";
import { print } from "../../src/cli/print.ts";
import { openProject, type Project, planFor, validCatalog } from "../../src/cli/project.ts";
import { type Status, status, UsageError } from "../../src/cli/status.ts";
import type { Deployable } from "../../src/plan/documents.ts";
import { local } from "../../src/plan/environment.ts";
import { connect } from "../local/cloud.ts";
import { openWorkspace } from "../local/workspace.ts";
import { account } from "../provider/account.ts";
import { RequestError } from "../provider/client/errors.ts";
import { http } from "../provider/client/http.ts";
import {
  configure,
  endpointProblem,
  fromEnvironment,
  isLoopback,
  type Source,
} from "../provider/configuration.ts";
import { keepSecret, redact } from "../provider/log.ts";
import type { Operation } from "../provider/operation.ts";

/** An environment of a project, and the account that it is deployed to. */
export interface Connection {
  readonly root: string;
  readonly project: Project;
  readonly catalog: ValidCatalog;
  readonly deployable: Deployable;
  /** Sends requests to the account, with the provider's own retries. */
  readonly operation: Operation;
  /** Where Twilio's API answers on this machine; undefined for the real one. */
  readonly emulator: string | undefined;
}

export interface ConnectionOptions {
  readonly dir?: string;
  readonly env: string;
}

/**
 * Opens a project and the account of an environment for the time of `work`. The credentials come from `TWILIO_*`;
 * those of `local` are the emulator's, which is started if none is running. What Twilio refuses, or gives no answer
 * to, is a problem; so is an interruption.
 */
export async function withAccount(
  { dir, env }: ConnectionOptions,
  work: (connection: Connection) => Promise<Status>,
): Promise<Status> {
  const project = openProject(dir);
  const catalog = validCatalog(project);
  if (!catalog) return status.problems;
  const deployable = planFor(catalog, env);
  const { source, emulator, close } = await credentialsFor(env, dir);
  const cancelled = new AbortController();
  const stop = () => cancelled.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const configuration = configure(source, {});
    checkAccount(deployable.plan.account, configuration.accountSid, env);
    if ("missing" in configuration.login) throw new UsageError(configuration.login.missing);
    const problem = endpointProblem(configuration.endpoint);
    if (problem !== undefined) throw new UsageError(problem);
    keepSecret(configuration.secrets);
    const show = (text: string) => print(`${text}\n`, "stderr");
    return await work({
      root: project.root,
      project,
      catalog,
      deployable,
      emulator,
      operation: {
        configuration,
        account: account(),
        http: http(configuration),
        signal: cancelled.signal,
        status: show,
        warn: show,
      },
    });
  } catch (error) {
    if (cancelled.signal.aborted) print("handoffs: interrupted.\n", "stderr");
    else if (error instanceof RequestError) print(`handoffs: ${redact(error.message)}\n`, "stderr");
    else throw error;
    return status.problems;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await close();
  }
}

interface Credentials {
  readonly source: Source;
  readonly emulator: string | undefined;
  readonly close: () => Promise<void>;
}

async function credentialsFor(env: string, dir: string | undefined): Promise<Credentials> {
  if (env !== local) {
    const source = fromEnvironment(process.env);
    const emulator =
      source.endpoint !== undefined && isLoopback(source.endpoint)
        ? new URL(source.endpoint).origin
        : undefined;
    return { source, emulator, close: async () => {} };
  }
  const workspace = openWorkspace(dir);
  if (!workspace) throw new Error("The project was valid a moment ago, and is not any more.");
  const { origin, credentials, close } = await connect(workspace);
  return { source: { ...credentials, endpoint: `${origin}/{product}` }, emulator: origin, close };
}

/** The environment's account is the credentials' account, or nothing is asked. */
function checkAccount(expected: string | undefined, actual: string | undefined, env: string): void {
  if (expected !== undefined && actual !== undefined && expected !== actual)
    throw new UsageError(
      `The environment ${env} belongs to the account ${expected} (handoffs.yaml), but TWILIO_ACCOUNT_SID is ${actual}. Use the credentials of ${expected}.`,
    );
}
