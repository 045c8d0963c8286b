import { didYouMean, suggest } from "../../src/diagnostic/suggest.ts";
import { account, identity, stateName } from "./account.ts";
import { checkShape, complete, type Failure } from "./check.ts";
import { http } from "./client/http.ts";
import {
  type Configuration,
  configure,
  credentialKeys,
  endpointProblem,
  fromEnvironment,
  fromProperties,
  fromStackConfig,
  type Source,
} from "./configuration.ts";
import { Expired } from "./deadline.ts";
import { type Difference, difference, type Olds } from "./diff.ts";
import type { Engine } from "./engine.ts";
import { keepSecret } from "./log.ts";
import type { Operation } from "./operation.ts";
import { type Pace, usualPace } from "./pause.ts";
import { accountIn, refuseOtherAccount } from "./pinned-account.ts";
import { equal, hasUnknown, type Properties, property, reveal, secretTextsIn, textsIn } from "./property.ts";
import { top } from "./property-path.ts";
import type { Found, Known, Made, Resource } from "./resource.ts";
import { resources } from "./resources/index.ts";
import { providerKeys, resourceSpec, secretInputs } from "./schema.ts";

/** Which resource is being worked on, and the seconds that its custom timeout allows; 0 when it has none. */
export interface Call {
  readonly urn: string;
  readonly timeout: number;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly Failure[];
}

/** The provider apart from its protocol. */
export interface Provider {
  readonly checkConfig: (inputs: Properties) => Checked;
  readonly diffConfig: (olds: Properties, news: Properties) => readonly string[];
  readonly configure: (inputs: Properties) => void;
  readonly check: (type: string, inputs: Properties, olds: Properties) => Checked;
  readonly diff: (
    type: string,
    olds: Olds,
    news: Properties,
    ignored: readonly string[],
  ) => { readonly difference: Difference; readonly deleteBeforeReplace: boolean };
  readonly preview: (type: string, inputs: Properties, old: Properties | undefined) => Properties;
  readonly create: (type: string, inputs: Properties, call: Call) => Promise<Made>;
  readonly read: (
    type: string,
    id: string,
    known: Known | undefined,
    call: Call,
  ) => Promise<Found | undefined>;
  readonly update: (
    type: string,
    id: string,
    old: Known,
    inputs: Properties,
    call: Call,
  ) => Promise<Properties>;
  readonly delete: (type: string, id: string, known: Known, call: Call) => Promise<void>;
  readonly cancel: () => void;
}

export function provider(env: NodeJS.ProcessEnv, engine: Engine, pace = usualPace): Provider {
  const environment = fromEnvironment(env);
  const stackConfig = fromStackConfig(env);
  const cancelled = new AbortController();
  // Credentials of an explicit provider: CheckConfig sees them, and keeps them from the state.
  let seen: Source | undefined;
  let session = open(configure(stackConfig, environment), pace);

  const operation = ({ urn, timeout }: Call): Operation => ({
    ...session,
    haste: pace.haste,
    signal: AbortSignal.any([cancelled.signal, expiry(timeout > 0 ? timeout : defaultTimeout)]),
    status: (text) => engine.status(urn, text),
    warn: (text) => engine.warn(urn, text),
  });

  /** States of older versions name the account in the service only. */
  const refuseForeign = (state: Properties): void =>
    refuseOtherAccount(accountIn(state), session.configuration.accountSid);

  return {
    checkConfig(inputs) {
      seen = fromProperties(inputs);
      const resolved = configure({ ...stackConfig, ...seen }, environment);
      keepSecret(resolved.secrets);
      return {
        inputs: lasting(inputs, stackConfig, resolved),
        failures: checkConfiguration(inputs, resolved),
      };
    },

    diffConfig(olds, news) {
      refuseOtherAccount(accountIn(olds), accountIn(news));
      return [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        (name) =>
          !isCredential(name) &&
          !(name === "accountSid" && property(news, name) === undefined) &&
          !equal(property(olds, name), property(news, name)),
      );
    },

    configure(inputs) {
      // No program runs: the inputs are the state's, and the credentials are whoever's they are.
      if (seen === undefined) {
        const { endpoint = stackConfig.endpoint } = fromProperties(inputs);
        const given = configure({ ...stackConfig, ...(endpoint && { endpoint }) }, environment);
        refuseOtherAccount(accountIn(inputs), given.accountSid);
      }
      session = open(configure({ ...stackConfig, ...seen, ...fromProperties(inputs) }, environment), pace);
    },

    check(type, inputs, olds) {
      const spec = resourceSpec(type);
      const completed = complete(inputs, spec);
      const shape = checkShape(completed, spec);
      const wrong = new Set(shape.map(({ property }) => top(property)));
      const resource = concealing(type, completed);
      const others = resource.check(completed, olds, session.configuration);
      if (resource.named) session.account.wanted.add(identity(type, resource.named, completed));
      return {
        inputs: completed,
        failures: [...shape, ...others.filter(({ property }) => !wrong.has(top(property)))],
      };
    },

    diff(type, olds, news, ignored) {
      refuseForeign(olds.state);
      const { drifted, named = [], remembered, exclusive, incidental = [] } = resourceOf(type);
      if (remembered) session.account.remember(stateName(type, named, olds.state), olds.state);
      return {
        difference: difference(olds, news, resourceSpec(type), drifted(olds), [...ignored, ...incidental]),
        deleteBeforeReplace:
          exclusive === true &&
          named.every((name) => equal(property(olds.state, name), property(news, name))),
      };
    },

    preview: (type, inputs, old) => resourceOf(type).preview(inputs, old),
    create: (type, inputs, call) => concealing(type, inputs).create(inputs, operation(call)),
    async read(type, id, known, call) {
      if (known !== undefined) refuseForeign(known.state);
      return await resourceOf(type).read(id, known, operation(call));
    },
    async update(type, id, old, inputs, call) {
      refuseForeign(old.state);
      return await concealing(type, inputs).update(id, old, inputs, operation(call));
    },
    async delete(type, id, known, call) {
      refuseForeign(known.state);
      await resourceOf(type).delete(id, known, operation(call));
    },
    cancel: () =>
      cancelled.abort(new Error("The run was cancelled. What was made is kept; the next run finishes it.")),
  };
}

/** Seconds: far more than a build may take, and yet an end. */
const defaultTimeout = 30 * 60;

/** Milliseconds: a longer timer of Node.js is over at once. */
const longest = 2 ** 31 - 1;

function expiry(seconds: number): AbortSignal {
  const controller = new AbortController();
  const reason = `Not done after ${seconds} s. What was made is kept; the next run finishes it. The customTimeouts option allows more time.`;
  setTimeout(() => controller.abort(new Expired(reason)), Math.min(seconds * 1000, longest)).unref();
  return controller.signal;
}

function resourceOf(type: string): Resource {
  const found = resources.find((resource) => resource.type === type);
  if (found === undefined) {
    const names = resources.map((resource) => resource.type);
    throw new Error(`The provider twilio has no resource ${type}.${didYouMean(suggest(type, names))}`);
  }
  return found;
}

function open(
  configuration: Configuration,
  pace: Pace,
): Pick<Operation, "configuration" | "account" | "http"> {
  keepSecret(configuration.secrets);
  return { configuration, account: account(), http: http(configuration, pace) };
}

/** The resource, with its secret inputs kept from every log line and error: Twilio's refusal may quote them. */
function concealing(type: string, inputs: Properties): Resource {
  const resource = resourceOf(type);
  keepSecret(secretInputs(resourceSpec(type)).flatMap((name) => textsIn(property(inputs, name) ?? null)));
  keepSecret(secretTextsIn(inputs));
  return resource;
}

const isCredential = (name: string): boolean => credentialKeys.some((key) => key === name);

/**
 * What stands in the state: the account, by which later runs know that they have the right one. No credentials, and
 * nothing else that every process gets from the stack config anyway.
 */
const lasting = (inputs: Properties, stackConfig: Source, { accountSid }: Configuration): Properties => ({
  ...(accountSid === undefined ? {} : { accountSid }),
  ...Object.fromEntries(
    Object.entries(inputs).filter(
      ([name, value]) =>
        !isCredential(name) &&
        (name === "accountSid" ||
          new Map<string, unknown>(Object.entries(stackConfig)).get(name) !== reveal(value)),
    ),
  ),
});

function checkConfiguration(inputs: Properties, { endpoint, accountSid }: Configuration): readonly Failure[] {
  const failures = Object.entries(inputs).flatMap(([name, value]): Failure[] => {
    if (name === "version") return [];
    if (!providerKeys.includes(name)) {
      return [
        {
          property: name,
          reason: `The provider twilio has no setting \`${name}\`.${didYouMean(suggest(name, providerKeys)) || ` Expected: ${providerKeys.join(", ")}.`}`,
        },
      ];
    }
    return hasUnknown(value) || typeof reveal(value) === "string"
      ? []
      : [{ property: name, reason: "Expected text." }];
  });
  const problem = endpointProblem(endpoint);
  if (problem !== undefined) failures.push({ property: "endpoint", reason: problem });
  if (accountSid !== undefined && !/^AC[0-9a-fA-F]{32}$/.test(accountSid)) {
    failures.push({
      property: "accountSid",
      reason: "Expected the SID of an account: `AC` and 32 hex digits.",
    });
  }
  return failures;
}
