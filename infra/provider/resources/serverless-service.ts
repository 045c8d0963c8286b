import { stateName } from "../account.ts";
import { askersOf } from "../askers.ts";
import { checkLength, checkSid, checkText } from "../check.ts";
import { startEmpty } from "../client/content.ts";
import { RequestError } from "../client/errors.ts";
import {
  createEnvironment,
  createService,
  type Environment,
  environments,
  findService,
  forgetEnvironments,
  rememberEnvironment,
  remove,
  renameService,
  type Service,
} from "../client/serverless.ts";
import type { Operation } from "../operation.ts";
import { type Properties, pick, text, unknown } from "../property.ts";
import { type Found, finish, type Known, type Resource } from "../resource.ts";

const type = "twilio:index:ServerlessService";
const named = ["uniqueName"];

/** A Service and its one Environment. Outputs of the environment are absent while there is none. */
export const serverlessService: Resource = {
  type,
  named,
  remembered: true,
  exclusive: true,

  check: (inputs, _olds, { accountSid }) => [
    ...checkLength(inputs, "uniqueName", 50),
    ...checkText(
      inputs,
      "uniqueName",
      (name) => /^[\w-]*$/.test(name),
      "Expected letters, digits, - and _ only: the name becomes a part of the host name.",
    ),
    ...checkLength(inputs, "friendlyName", 255),
    ...checkLength(inputs, "environmentName", 100),
    ...checkLength(inputs, "domainSuffix", 16),
    ...checkSid(inputs, "account", "AC"),
    ...checkText(
      inputs,
      "account",
      (account) => accountSid === undefined || account === accountSid,
      `The credentials are of account ${accountSid}: they do not belong to this stack. Use the ones of the account named here, or correct the account.`,
    ),
  ],

  drifted: ({ state }) => (text(state, "environmentSid") === "" ? ["environmentSid"] : []),

  preview: (inputs, old) => ({
    ...inputs,
    serviceSid: old?.serviceSid ?? unknown,
    environmentSid: old?.environmentSid ?? unknown,
    domainName: old?.domainName ?? unknown,
    accountSid: old?.accountSid ?? unknown,
  }),

  async create(inputs, operation) {
    const { service, found } = await obtainService(inputs, operation);
    operation.account.held.add(service.sid);
    const made = { id: service.sid, state: stateOf(inputs, service, undefined) };
    const environment = await finish(made, () => obtainEnvironment(service.sid, found, inputs, operation));
    if (found.length === 0) rememberEnvironment(operation, service.sid, environment);
    return { id: service.sid, state: stateOf(inputs, service, environment) };
  },

  read: (id, known, operation) =>
    known === undefined ? readNew(id, operation) : readKnown(id, known, operation),

  async update(id, { state: old }, inputs, operation) {
    if (text(old, "friendlyName") !== text(inputs, "friendlyName")) {
      await renameService(operation, id, text(inputs, "friendlyName"));
    }
    if (text(old, "environmentSid") !== "") {
      return { ...inputs, ...pick(old, ["serviceSid", "environmentSid", "domainName", "accountSid"]) };
    }
    const service = await findService(operation, id);
    if (service === undefined) {
      throw new Error(`The service ${id} is gone. Run \`pulumi refresh\`; then \`pulumi up\` makes it anew.`);
    }
    const made = { id, state: stateOf(inputs, service, undefined) };
    const environment = await finish(made, async () =>
      obtainEnvironment(id, await environments(operation, id), inputs, operation),
    );
    return stateOf(inputs, service, environment);
  },

  async delete(id, { state }, operation) {
    if (operation.account.held.has(id)) return;
    await refuseAsked(id, state, operation);
    await remove(operation, [id]);
    for (const name of [id, text(state, "uniqueName")]) operation.account.forget(`service ${name}`);
    forgetEnvironments(operation, id);
  },
};

const stateOf = (inputs: Properties, service: Service, environment: Environment | undefined): Properties => ({
  ...inputs,
  serviceSid: service.sid,
  accountSid: service.accountSid,
  ...(environment === undefined
    ? {}
    : { environmentSid: environment.sid, domainName: environment.domainName }),
});

/**
 * Unique names cannot have twins, so creating comes first and looking only after a refusal. What an interrupted run
 * has left is taken over: it has our friendly name, and nothing of it is live. Anything else may be somebody's phone line.
 */
async function obtainService(
  inputs: Properties,
  operation: Operation,
): Promise<{ service: Service; found: readonly Environment[] }> {
  const uniqueName = text(inputs, "uniqueName");
  const friendlyName = text(inputs, "friendlyName");
  const { service, isNew } = await makeOrFind(operation, { uniqueName, friendlyName });
  if (isNew) {
    startEmpty(operation, service.sid);
    return { service, found: [] };
  }
  const found = await environments(operation, service.sid);
  // A refresh has compared it, and the user wants it replaced: its name can only be had again with it. Without a refresh
  // Pulumi says nothing of the old one.
  const replaced = await operation.account.recall<Properties>(stateName(type, named, inputs));
  if (replaced !== undefined && text(replaced, "serviceSid") === service.sid) return { service, found };
  const live = found.find(({ buildSid }) => buildSid !== "");
  if (service.friendlyName === friendlyName && live === undefined) return { service, found };
  const whose =
    live === undefined
      ? `is called "${service.friendlyName}"`
      : `serves ${live.domainName}, outside this stack's state`;
  throw new Error(
    `The account already has a service \`${uniqueName}\` (${service.sid}), and it ${whose}. ` +
      `If it is another's, choose another uniqueName. If it is this stack's: a state that knows nothing of it takes it over with \`pulumi import ${type} <name> ${service.sid}\`; ` +
      "where the state has it, tainted or to be replaced, run `pulumi up --refresh`; where the state has it as one to be deleted, because the project or environment was renamed, put the newer name back and let `pulumi up` finish first.",
  );
}

async function makeOrFind(operation: Operation, fields: { uniqueName: string; friendlyName: string }) {
  try {
    return await createService(operation, fields);
  } catch (error) {
    if (
      !(error instanceof RequestError) ||
      error.transient ||
      error.status === undefined ||
      error.status === 401
    ) {
      throw error;
    }
    const service = await findService(operation, fields.uniqueName);
    if (service === undefined) throw error;
    return { service, isNew: false };
  }
}

async function obtainEnvironment(
  serviceSid: string,
  found: readonly Environment[],
  inputs: Properties,
  operation: Operation,
): Promise<Environment> {
  const uniqueName = text(inputs, "environmentName");
  return (
    found.find((environment) => environment.uniqueName === uniqueName) ??
    (await createEnvironment(operation, serviceSid, {
      uniqueName,
      domainSuffix: text(inputs, "domainSuffix"),
    }))
  );
}

/**
 * The stack's own numbers have their former webhooks back by now. Those that still ask were pointed here by somebody
 * else, or what they did before is not known: without the service their callers would reach nobody.
 */
async function refuseAsked(id: string, state: Properties, operation: Operation): Promise<void> {
  const known = text(state, "domainName");
  // A run that was cut short may not have recorded the host.
  const hosts =
    known === "" ? (await environments(operation, id)).map(({ domainName }) => domainName) : [known];
  for (const domainName of hosts) {
    const askers = await askersOf(operation, domainName);
    const service = askers.length === 0 ? undefined : await findService(operation, id);
    if (service === undefined) continue;
    throw new Error(
      `The service ${service.uniqueName} still answers ${askers.join(", ")} at ${domainName}, so it stays: callers would reach nobody. ` +
        "Give them another voice URL and fallback URL in Twilio's console, or none, and run this again.",
    );
  }
}

/** For an import: everything from Twilio. */
async function readNew(id: string, operation: Operation): Promise<Found | undefined> {
  const service = await findService(operation, id);
  if (service === undefined) return undefined;
  const environment = onlyOne(service, await environments(operation, service.sid));
  // Nothing to import: what an interrupted run has left, Create takes over.
  if (environment === undefined) return undefined;
  const inputs = fieldsOf(service, environment);
  return { id: service.sid, inputs, state: stateOf(inputs, service, environment) };
}

/**
 * An environment proves that its service is there, so a refresh does not ask for the service: nothing but its name for
 * people could differ.
 */
async function readKnown(id: string, known: Known, operation: Operation): Promise<Found | undefined> {
  const { inputs, state } = known;
  const environment = environmentOf(known, await environments(operation, id));
  const service =
    environment === undefined
      ? await findService(operation, id)
      : {
          sid: id,
          accountSid: text(state, "accountSid"),
          uniqueName: text(state, "uniqueName"),
          friendlyName: text(state, "friendlyName"),
        };
  if (service === undefined) return undefined;
  const found = { ...inputs, ...fieldsOf(service, environment) };
  return { id, inputs, state: stateOf(found, service, environment) };
}

const fieldsOf = (service: Service, environment: Environment | undefined): Properties => ({
  uniqueName: service.uniqueName,
  friendlyName: service.friendlyName,
  ...(environment === undefined ? {} : { environmentName: environment.uniqueName }),
  ...(environment === undefined || environment.domainSuffix === ""
    ? {}
    : { domainSuffix: environment.domainSuffix }),
});

const environmentOf = ({ inputs, state }: Known, all: readonly Environment[]): Environment | undefined =>
  all.find(({ sid }) => sid === text(state, "environmentSid")) ??
  all.find(({ uniqueName }) => uniqueName === text(inputs, "environmentName"));

function onlyOne(service: Service, all: readonly Environment[]): Environment | undefined {
  if (all.length > 1) {
    throw new Error(
      `The service ${service.uniqueName} has ${all.length} environments (${all.map(({ uniqueName }) => uniqueName).join(", ")}); this resource stands for one with exactly one.`,
    );
  }
  return all[0];
}
