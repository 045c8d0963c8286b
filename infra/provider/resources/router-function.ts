import { addressOf } from "../address.ts";
import { checkPath, checkSid } from "../check.ts";
import { contents, discard, obtain, readFunction, uploadTo } from "../client/content.ts";
import { liveIn } from "../live.ts";
import type { Operation } from "../operation.ts";
import { asset, omit, type Properties, pick, property, text, unknown } from "../property.ts";
import { type Found, finish, type Known, parts, type Resource } from "../resource.ts";
import { checkPolicy, checkSecretsPath, checkSettings } from "../router/check.ts";
import { hashOf } from "../router/documents.ts";
import { holds, isOurs, isWanted, routerParts } from "../router/parts.ts";

const idForm = "ZS…/ZH…: the SID of the service, a slash, the SID of the Function";

/** The schema's default. */
const secretsPath = "/secrets.json";

/** A protected Function and the private Assets that it reads. */
export const routerFunction: Resource = {
  type: "twilio:index:RouterFunction",

  check: (inputs, olds) => [
    ...checkSid(inputs, "serviceSid", "ZS"),
    ...routerParts.flatMap(({ path }) => checkPath(inputs, path)),
    ...checkSettings(inputs),
    ...checkSecretsPath(inputs),
    ...checkPolicy(inputs, olds),
  ],

  drifted: ({ state, inputs }) =>
    routerParts
      .filter((part) => isWanted(part, inputs) && !isOurs(part, state))
      .map(({ version }) => version),

  preview: (inputs, old = {}) => ({
    ...inputs,
    url: addressOf(inputs),
    ...Object.fromEntries(
      routerParts.flatMap((part) => {
        if (!isWanted(part, inputs)) return Object.entries(pick(old, [part.sid]));
        const version = holds(part, old, inputs) ? text(old, part.version) : unknown;
        return [
          [part.sid, property(old, part.sid) ?? unknown],
          [part.version, version],
        ];
      }),
    ),
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
    for (const { kind, sid } of routerParts) {
      if (text(state, sid) !== "") await discard(operation, serviceSid, kind, text(state, sid));
    }
  },
};

/**
 * Uploads what the state does not hold yet. `first` guards the first upload: in an update that changes nothing
 * when it fails, so the state stays; after that, what was uploaded is kept.
 *
 * An Asset that is no longer wanted stays: the live build has it until the next release, which may fail. Its SID
 * stays in the state, for secrets that come back and for the deletion; Twilio clears away versions in no live build.
 */
async function publish(
  id: string,
  old: Properties,
  inputs: Properties,
  operation: Operation,
  first: typeof finish,
): Promise<Properties> {
  const [serviceSid] = parts(id, idForm);
  let guard = first;
  let state: Properties = {
    ...omit(
      inputs,
      routerParts.flatMap(({ content }) => content),
    ),
    ...pick(
      old,
      routerParts.flatMap(({ content, sid, version }) => [...content, sid, version]),
    ),
    url: addressOf(inputs),
  };
  for (const part of routerParts) {
    const wanted = isWanted(part, inputs);
    let uploaded: Properties = wanted ? pick(state, [part.version]) : {};
    if (wanted && !holds(part, old, inputs)) {
      uploaded = await guard({ id, state }, async () => {
        const document = await part.document(inputs);
        const known = text(old, part.sid);
        const { sid, version } = await uploadTo(operation, serviceSid, part.kind, known, document);
        return { [part.sid]: sid, [part.version]: version };
      });
      guard = finish;
    }
    state = { ...omit(state, [...part.content, part.version]), ...pick(inputs, part.content), ...uploaded };
  }
  return state;
}

/** The live versions tell whether the parts are ours; see TwimlBin. */
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
  const versions = { Functions: live.build?.functionVersions, Assets: live.build?.assetVersions };
  const functionVersion = versions.Functions?.get(text(state, "path"));
  const isLive = functionVersion !== undefined && live.build?.owners.get(functionVersion) === functionSid;
  if (
    !isLive &&
    ![...(await contents(operation, serviceSid, "Functions")).values()].some(({ sid }) => sid === functionSid)
  ) {
    return undefined;
  }
  let found = state;
  for (const part of routerParts.filter((one) => isWanted(one, inputs))) {
    const version = versions[part.kind]?.get(text(inputs, part.path));
    if (isOurs(part, state) && version === text(state, part.version)) continue;
    found = {
      ...omit(found, [...part.content, part.version]),
      ...(version === undefined ? {} : { [part.version]: version }),
    };
  }
  return { id: `${serviceSid}/${functionSid}`, inputs, state: found };
}

/** For an import. Private Assets cannot be read back: the plan comes out empty, and the next update uploads it. */
async function readNew(id: string, operation: Operation): Promise<Found | undefined> {
  const [serviceSid, functionSid] = parts(id, idForm);
  const live = await liveIn(operation, serviceSid, () => true);
  if (live?.build === undefined) return undefined;
  const { build, environment } = live;
  const [path, version] =
    [...build.functionVersions].find(([, sid]) => build.owners.get(sid) === functionSid) ?? [];
  if (path === undefined || version === undefined) return undefined;
  const planPath = build.privatePaths.find((one) => one !== secretsPath);
  if (planPath === undefined)
    throw new Error(`The live build has no private Asset: ${path} is no router with a plan.`);
  const content = await readFunction(operation, serviceSid, functionSid, version);
  const code = asset({ hash: hashOf(content), text: content });
  const plain = { serviceSid, domainName: environment.domainName, path, planPath, code, secretsPath };
  const planVersion = build.assetVersions.get(planPath) ?? "";
  const outputs = {
    functionSid,
    functionVersionSid: version,
    planAssetSid: build.owners.get(planVersion) ?? "",
    planVersionSid: planVersion,
    url: addressOf(plain),
  };
  return {
    id,
    inputs: { ...plain, routes: {}, numbers: {}, settings: {} },
    state: { ...plain, ...outputs },
  };
}
