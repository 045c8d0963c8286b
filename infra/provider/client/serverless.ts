import { ask, type Operation } from "../operation.ts";
import { allEntries } from "./entries.ts";
import { orNone } from "./errors.ts";
import type { Request } from "./http.ts";
import { phoneNumbers } from "./numbers.ts";
import { pages } from "./paging.ts";
import { list, optional, type Reply, reply, required } from "./reply.ts";

// Services and Environments: https://www.twilio.com/docs/serverless/api/resource/service

export interface Service {
  readonly sid: string;
  readonly accountSid: string;
  readonly uniqueName: string;
  readonly friendlyName: string;
}

export interface Environment {
  readonly sid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string;
  /** Host name that Twilio chose, such as `acme-support-1234-live.twil.io`. */
  readonly domainName: string;
  /** The build that is live; empty when none is. */
  readonly buildSid: string;
}

const toService = (body: unknown): Service => {
  const from = reply(body);
  return {
    sid: required(from, "sid"),
    accountSid: required(from, "account_sid"),
    uniqueName: required(from, "unique_name"),
    friendlyName: optional(from, "friendly_name"),
  };
};

const toEnvironment = (body: unknown): Environment => {
  const from = reply(body);
  return {
    sid: required(from, "sid"),
    uniqueName: required(from, "unique_name"),
    domainSuffix: optional(from, "domain_suffix"),
    domainName: required(from, "domain_name"),
    buildSid: optional(from, "build_sid"),
  };
};

/** A request to the Serverless API, v1. Each part of the path is percent-encoded. */
export const serverless = (
  method: Request["method"],
  parts: readonly string[],
  fields?: Fields,
): Request => ({
  method,
  product: "serverless",
  path: `/v1/${["Services", ...parts].map(encodeURIComponent).join("/")}`,
  ...(fields === undefined
    ? {}
    : { body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])) }),
});

export type Fields = readonly (readonly [name: string, value: string])[];

/** Every item of a list of the Serverless API. */
export async function everything<T>(
  operation: Operation,
  parts: readonly string[],
  field: string,
  read: (item: Reply) => T,
  pageSize?: number,
): Promise<readonly T[]> {
  const found = await pages(
    (query) => ask(operation, { ...serverless("GET", parts), query }, reply),
    pageSize,
  );
  return found.flatMap((page) => list(page, field).map(read));
}

/** By sid or unique name; undefined when there is none. */
export const findService = (operation: Operation, name: string): Promise<Service | undefined> =>
  operation.account.once(`service ${name}`, () => lookUpService(operation, name));

const lookUpService = (operation: Operation, name: string): Promise<Service | undefined> =>
  orNone(ask(operation, serverless("GET", [name]), toService));

/**
 * A new service, or the one of these names that was found after an answer that said nothing: then nobody knows whether
 * this request has made it, or it was there before.
 */
export async function createService(
  operation: Operation,
  fields: { uniqueName: string; friendlyName: string },
): Promise<{ readonly service: Service; readonly isNew: boolean }> {
  const request = serverless(
    "POST",
    [],
    [
      ["UniqueName", fields.uniqueName],
      ["FriendlyName", fields.friendlyName],
      ["IncludeCredentials", "false"],
      ["UiEditable", "false"],
    ],
  );
  const made = await ask(operation, request, (body) => ({ service: toService(body), isNew: true }), {
    kind: "lookup",
    find: async () => {
      const service = await lookUpService(operation, fields.uniqueName);
      return service && { service, isNew: false };
    },
  });
  for (const name of [made.service.sid, made.service.uniqueName])
    operation.account.remember(`service ${name}`, made.service);
  return made;
}

export async function renameService(operation: Operation, sid: string, friendlyName: string): Promise<void> {
  const service = await ask(
    operation,
    serverless("POST", [sid], [["FriendlyName", friendlyName]]),
    toService,
  );
  for (const name of [service.sid, service.uniqueName])
    operation.account.remember(`service ${name}`, service);
}

/** Deletes whatever the path names; already gone is as good. */
export async function remove(operation: Operation, parts: readonly string[]): Promise<void> {
  const removed = await orNone(ask(operation, serverless("DELETE", parts), () => true));
  if (removed === undefined) await confirmAccount(operation);
}

/**
 * The Serverless API answers 404 for what another account has. The list of numbers names the account in its path, so
 * credentials that are not of it are refused there. Asked before something is taken for gone.
 */
async function confirmAccount(operation: Operation): Promise<void> {
  await allEntries(operation, phoneNumbers);
}

const environmentsName = (serviceSid: string): string => `environments ${serviceSid}`;

/** Those of a service; none where there is no such service. */
export const environments = (operation: Operation, serviceSid: string): Promise<readonly Environment[]> =>
  operation.account.once(environmentsName(serviceSid), async () => {
    const found = await orNone(listEnvironments(operation, serviceSid));
    if (found === undefined) await confirmAccount(operation);
    return found ?? [];
  });

/** The environments as they are now, whatever is remembered. */
export const listEnvironments = (operation: Operation, serviceSid: string): Promise<readonly Environment[]> =>
  everything(operation, [serviceSid, "Environments"], "environments", toEnvironment);

/** All environments of a service that this process has made. */
export const rememberEnvironment = (
  operation: Operation,
  serviceSid: string,
  environment: Environment,
): void => operation.account.remember(environmentsName(serviceSid), [environment]);

export const forgetEnvironments = (operation: Operation, serviceSid: string): void =>
  operation.account.forget(environmentsName(serviceSid));

export async function createEnvironment(
  operation: Operation,
  serviceSid: string,
  fields: { uniqueName: string; domainSuffix: string },
): Promise<Environment> {
  const suffix: Fields = fields.domainSuffix === "" ? [] : [["DomainSuffix", fields.domainSuffix]];
  const request = serverless(
    "POST",
    [serviceSid, "Environments"],
    [["UniqueName", fields.uniqueName], ...suffix],
  );
  const environment = await ask(operation, request, toEnvironment, {
    kind: "lookup",
    find: async () =>
      (await listEnvironments(operation, serviceSid)).find(
        ({ uniqueName }) => uniqueName === fields.uniqueName,
      ),
  });
  forgetEnvironments(operation, serviceSid);
  return environment;
}
