import { addressOf } from "../address.ts";
import { checkPath, checkSid } from "../check.ts";
import { contents, discard, obtain, readFunction, uploadTo } from "../client/content.ts";
import { liveIn } from "../live.ts";
import type { Operation } from "../operation.ts";
import { asset, omit, type Properties, pick, text, unknown } from "../property.ts";
import { type Found, finish, type Known, parts, type Resource } from "../resource.ts";
import { checkPolicy, checkSettings } from "../router/check.ts";
import {
  codeDocument,
  codeIsOurs,
  hasCode,
  hashOf,
  hasPlan,
  planDocument,
  planIsOurs,
  planParts,
} from "../router/content.ts";

const idForm = "ZS…/ZH…: the SID of the service, a slash, the SID of the Function";

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

  update: (id, old, inputs, operation) => publish(id, old.state, inputs, operation, (_, rest) => rest()),

  async delete(id, { state }, operation) {
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
    ...omit(inputs, ["code", ...planParts]),
    ...pick(old, ["functionSid", "planAssetSid"]),
    url: addressOf(inputs),
  };

  const code = hasCode(old, inputs)
    ? pick(old, ["functionVersionSid"])
    : await first({ id, state: base }, async () => {
        const known = text(old, "functionSid");
        const { sid, version } = await uploadTo(
          operation,
          serviceSid,
          "Functions",
          known,
          await codeDocument(inputs),
        );
        return { functionSid: sid, functionVersionSid: version };
      });
  const withCode = { ...base, ...pick(inputs, ["code"]), ...code };

  const begun = { id, state: { ...withCode, ...pick(old, [...planParts, "planVersionSid"]) } };
  const plan = hasPlan(old, inputs)
    ? pick(old, ["planVersionSid"])
    : await (hasCode(old, inputs) ? first : finish)(begun, async () => {
        const known = text(old, "planAssetSid");
        const { sid, version } = await uploadTo(operation, serviceSid, "Assets", known, planDocument(inputs));
        return { planAssetSid: sid, planVersionSid: version };
      });
  return { ...withCode, ...pick(inputs, planParts), ...plan };
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
      ...omit(state, [
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
  const code = asset({ hash: hashOf(content), text: content });
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
  const outputs = {
    functionSid,
    functionVersionSid: version,
    planAssetSid: build.owners.get(planVersion) ?? "",
    planVersionSid: planVersion,
    url: addressOf(inputs),
  };
  return { id, inputs, state: { ...omit(inputs, planParts), ...outputs } };
}
