import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { exceeded } from "../../../src/policy/exceeded.ts";
import { addressOf } from "../address.ts";
import { checkPath, checkSid, type Failure } from "../check.ts";
import { contents, discard, obtain, readFunction, type Upload, uploadTo } from "../client/content.ts";
import { liveIn } from "../live.ts";
import type { Operation } from "../operation.ts";
import {
  asset,
  equal,
  hasUnknown,
  isAsset,
  isProperties,
  type Properties,
  property,
  reveal,
  revealAll,
  text,
  unknown,
  type Value,
} from "../property.ts";
import { member } from "../property-path.ts";
import { type Found, finish, type Known, parts, type Resource } from "../resource.ts";

const idForm = "ZS…/ZH…: the SID of the service, a slash, the SID of the Function";

/** The parts of the plan. In a state they are the content of `planVersionSid`; absent where that is not ours. */
const planParts = ["settings", "routes", "numbers"] as const;

/** A protected Function and the private Asset that it reads. */
export const routerFunction: Resource = {
  type: "twilio:index:RouterFunction",

  check: (inputs, olds) => [
    ...checkSid(inputs, "serviceSid", "ZS"),
    ...checkPath(inputs, "path"),
    ...checkPath(inputs, "planPath"),
    ...checkSettings(inputs),
    ...checkPolicy(inputs, olds),
  ],

  drifted: (state) => [
    ...(codeIsOurs(state) ? [] : ["functionVersionSid"]),
    ...(planIsOurs(state) ? [] : ["planVersionSid"]),
  ],

  preview: (inputs, old) => ({
    ...inputs,
    url: addressOf(inputs),
    functionSid: old?.functionSid ?? unknown,
    planAssetSid: old?.planAssetSid ?? unknown,
    functionVersionSid: old !== undefined && hasCode(old, inputs) ? text(old, "functionVersionSid") : unknown,
    planVersionSid: old !== undefined && hasPlan(old, inputs) ? text(old, "planVersionSid") : unknown,
  }),

  async create(inputs, operation) {
    const serviceSid = text(inputs, "serviceSid");
    const { sid } = await obtain(operation, serviceSid, "Functions", text(inputs, "path"));
    const id = `${serviceSid}/${sid}`;
    return { id, state: await publish(id, { functionSid: sid }, inputs, operation, finish) };
  },

  async read(id, known, operation) {
    return known === undefined ? await readNew(id, operation) : await readKnown(id, known, operation);
  },

  update: (id, old, inputs, operation) => publish(id, old, inputs, operation, (_, rest) => rest()),

  async delete(id, state, operation) {
    const [serviceSid] = parts(id, idForm);
    await discard(operation, serviceSid, "Functions", text(state, "functionSid"));
    const planAssetSid = text(state, "planAssetSid");
    if (planAssetSid !== "") await discard(operation, serviceSid, "Assets", planAssetSid);
  },
};

/**
 * Uploads what the state does not hold yet. `first` guards the first step: in an update that changes nothing
 * when it fails, so the state stays; after that, what was uploaded is kept.
 */
async function publish(
  id: string,
  old: Properties,
  inputs: Properties,
  operation: Operation,
  first: typeof finish,
): Promise<Properties> {
  const [serviceSid] = parts(id, idForm);
  const base = {
    ...without(inputs, ["code", ...planParts]),
    url: addressOf(inputs),
    ...kept(old, ["functionSid", "planAssetSid"]),
  };
  const code = hasCode(old, inputs)
    ? kept(old, ["functionVersionSid"])
    : await first({ id, state: base }, async () => {
        const document = await codeDocument(inputs);
        return await publishOne(
          operation,
          serviceSid,
          "Functions",
          text(old, "functionSid"),
          document,
          "function",
        );
      });
  const withCode = { ...base, ...kept(inputs, ["code"]), ...code };
  const plan = hasPlan(old, inputs)
    ? kept(old, ["planVersionSid"])
    : await (hasCode(old, inputs) ? first : finish)(
        { id, state: { ...withCode, ...kept(old, [...planParts, "planVersionSid"]) } },
        () =>
          publishOne(
            operation,
            serviceSid,
            "Assets",
            text(old, "planAssetSid"),
            planDocument(inputs),
            "planAsset",
          ),
      );
  return { ...withCode, ...kept(inputs, planParts), ...plan };
}

async function publishOne(
  operation: Operation,
  serviceSid: string,
  kind: "Assets" | "Functions",
  known: string,
  document: Upload,
  output: "function" | "planAsset",
): Promise<Properties> {
  const { sid, version } = await uploadTo(operation, serviceSid, kind, known, document.path, document);
  return output === "function"
    ? { functionSid: sid, functionVersionSid: version }
    : { planAssetSid: sid, planVersionSid: version };
}

const kept = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = property(properties, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const codeIsOurs = (state: Properties): boolean =>
  text(state, "functionVersionSid") !== "" && property(state, "code") !== undefined;

const planIsOurs = (state: Properties): boolean =>
  text(state, "planVersionSid") !== "" && planParts.every((part) => property(state, part) !== undefined);

const bareValue = (properties: Properties, name: string): Value =>
  revealAll(property(properties, name) ?? null);

const hasCode = (old: Properties, inputs: Properties): boolean =>
  codeIsOurs(old) && equal(bareValue(old, "code"), bareValue(inputs, "code"));

const hasPlan = (old: Properties, inputs: Properties): boolean =>
  planIsOurs(old) && planParts.every((part) => equal(bareValue(old, part), bareValue(inputs, part)));

/** Reads the code, and makes sure that it is what was previewed. */
async function codeDocument(inputs: Properties): Promise<Upload> {
  const code = reveal(property(inputs, "code") ?? null);
  if (!isAsset(code)) throw new Error("`code` is no asset");
  const content = code.text ?? (await readFile(code.path ?? "", "utf8"));
  if (createHash("sha256").update(content).digest("hex") !== code.hash) {
    throw new Error(
      `${code.path ?? "The code"} has changed since the preview. Run \`pulumi up\` again to see what it would do now.`,
    );
  }
  return {
    path: text(inputs, "path"),
    visibility: "protected",
    content,
    contentType: "application/javascript",
  };
}

/** The plan as the Function reads it, with the keys in order, so that equal plans are equal texts. */
function planDocument(inputs: Properties): Upload {
  const { settings, routes, numbers } = Object.fromEntries(
    planParts.map((part) => [part, bareValue(inputs, part)]),
  );
  const plan = { ...(isProperties(settings) ? settings : {}), routes, numbers };
  const content = JSON.stringify(plan, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return { path: text(inputs, "planPath"), visibility: "private", content, contentType: "application/json" };
}

function checkSettings(inputs: Properties): readonly Failure[] {
  const settings = reveal(property(inputs, "settings") ?? null);
  if (!isProperties(settings)) return [];
  return ["routes", "numbers"]
    .filter((name) => Object.hasOwn(settings, name))
    .map((name) => ({
      property: member("settings", name),
      reason: `\`${name}\` is an input of its own: in \`settings\` it would be lost.`,
    }));
}

/** What one update may change at most; the first deployment, and what is not known yet, is not limited. */
function checkPolicy(inputs: Properties, olds: Properties): readonly Failure[] {
  const [policy, before, after] = [bareValue(inputs, "policy"), routing(olds), routing(inputs)];
  if (!isProperties(policy) || hasUnknown(policy) || before === undefined || after === undefined) return [];
  return exceeded(policy, before, after).map(({ limit, message }) => ({
    property: member("policy", limit),
    reason: message,
  }));
}

function routing(
  inputs: Properties,
): { routes: Properties; numbers: Properties; aliases: Properties } | undefined {
  const [routes, numbers, settings] = [
    bareValue(inputs, "routes"),
    bareValue(inputs, "numbers"),
    bareValue(inputs, "settings"),
  ];
  if (!isProperties(routes) || !isProperties(numbers) || hasUnknown(routes) || hasUnknown(numbers))
    return undefined;
  const aliases = isProperties(settings) ? property(settings, "aliases") : undefined;
  return { routes, numbers, aliases: isProperties(aliases) ? aliases : {} };
}

/** The live versions tell whether code and plan are ours; see TwimlBin. */
async function readKnown(id: string, known: Known, operation: Operation): Promise<Found | undefined> {
  const [serviceSid] = parts(id, idForm);
  const { state, inputs } = known;
  const functionSid = text(state, "functionSid");
  const live = await liveIn(
    operation,
    serviceSid,
    ({ domainName }) => domainName === text(state, "domainName"),
  );
  if (live === undefined) return undefined;
  const functionVersion = live.build?.functionVersions.get(text(state, "path"));
  const planVersion = live.build?.assetVersions.get(text(state, "planPath"));
  const isLive = functionVersion !== undefined && live.build?.owners.get(functionVersion) === functionSid;
  if (
    !isLive &&
    ![...(await contents(operation, serviceSid, "Functions")).values()].some(({ sid }) => sid === functionSid)
  ) {
    return undefined;
  }
  return {
    id: `${serviceSid}/${functionSid}`,
    inputs,
    state: {
      ...without(state, [
        ...(codeIsOurs(state) && functionVersion === text(state, "functionVersionSid")
          ? []
          : ["code", "functionVersionSid"]),
        ...(planIsOurs(state) && planVersion === text(state, "planVersionSid")
          ? []
          : [...planParts, "planVersionSid"]),
      ]),
      ...(functionVersion === undefined ? {} : { functionVersionSid: functionVersion }),
      ...(planVersion === undefined ? {} : { planVersionSid: planVersion }),
    },
  };
}

const without = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/** For an import. A private Asset cannot be read back: the plan comes out empty, and the next update uploads it. */
async function readNew(id: string, operation: Operation): Promise<Found | undefined> {
  const [serviceSid, functionSid] = parts(id, idForm);
  const live = await liveIn(operation, serviceSid, () => true);
  if (live?.build === undefined) return undefined;
  const { build, environment } = live;
  const [path, version] =
    [...build.functionVersions].find(([, sid]) => build.owners.get(sid) === functionSid) ?? [];
  if (path === undefined || version === undefined) return undefined;
  const [planPath] = build.privatePaths;
  if (planPath === undefined)
    throw new Error(`The live build has no private Asset: ${path} is no router with a plan.`);
  const content = await readFunction(operation, serviceSid, functionSid, version);
  const code = asset({ hash: createHash("sha256").update(content).digest("hex"), text: content });
  const inputs = {
    serviceSid,
    domainName: environment.domainName,
    path,
    planPath,
    code,
    routes: {},
    numbers: {},
    settings: {},
  };
  const planVersion = build.assetVersions.get(planPath) ?? "";
  const { routes: _, numbers: __, settings: ___, ...bare } = inputs;
  const outputs = {
    functionSid,
    functionVersionSid: version,
    planAssetSid: build.owners.get(planVersion) ?? "",
    planVersionSid: planVersion,
    url: addressOf(inputs),
  };
  return { id, inputs, state: { ...bare, ...outputs } };
}
