import { identity } from "../account.ts";
import { addressOf } from "../address.ts";
import { askersByPath } from "../askers.ts";
import { checkPath, checkSid, checkText } from "../check.ts";
import { readBin } from "../client/bin.ts";
import { discard, isListed, obtain, upload, uploadTo } from "../client/content.ts";
import { liveIn } from "../live.ts";
import type { Operation } from "../operation.ts";
import { equal, omit, type Properties, property, revealAll, text, unknown } from "../property.ts";
import { isNeeded } from "../release/carried.ts";
import { type Found, finish, type Known, parts, type Resource } from "../resource.ts";
import { servedBy } from "../served.ts";

/** https://www.twilio.com/docs/api/errors/11750 */
const maximumBytes = 65_536;

const idForm = "ZS…/ZH…: the SID of the service, a slash, the SID of the Asset";

const type = "twilio:index:TwimlBin";
const named = ["serviceSid", "path"];

/** One protected Asset. In a state, `twiml` is the content of `versionSid`; absent where that is not ours. */
export const twimlBin: Resource = {
  type,
  named,

  check: (inputs) => [
    ...checkSid(inputs, "serviceSid", "ZS"),
    ...checkPath(inputs, "path"),
    ...checkText(
      inputs,
      "twiml",
      (twiml) => Buffer.byteLength(twiml) <= maximumBytes,
      `Expected at most ${maximumBytes} bytes (64 kB): Twilio refuses longer documents (error 11750). Split it, and redirect from one to the other.`,
    ),
    ...checkText(
      inputs,
      "twiml",
      (twiml) => /<Response[\s/>]/.test(twiml),
      "Expected a TwiML document: its root element is <Response>.",
    ),
  ],

  drifted: ({ state }) => (isOurs(state) ? [] : ["versionSid"]),

  preview: (inputs, old) => ({
    ...inputs,
    url: addressOf(inputs),
    assetSid: old?.assetSid ?? unknown,
    versionSid: old !== undefined && holds(old, inputs) ? text(old, "versionSid") : unknown,
  }),

  async create(inputs, operation) {
    const serviceSid = text(inputs, "serviceSid");
    const asset = await obtain(operation, serviceSid, "Assets", text(inputs, "path"));
    const outputs = { url: addressOf(inputs), assetSid: asset.sid };
    const made = { id: `${serviceSid}/${asset.sid}`, state: { ...omit(inputs, ["twiml"]), ...outputs } };
    const version = await finish(made, () =>
      upload(operation, serviceSid, "Assets", asset.sid, documentOf(inputs)),
    );
    return { id: made.id, state: { ...inputs, ...outputs, versionSid: version } };
  },

  async read(id, known, operation) {
    const [serviceSid, assetSid] = parts(id, idForm);
    return known === undefined
      ? await readNew(serviceSid, assetSid, operation)
      : await readKnown(serviceSid, known, operation);
  },

  async update(id, { state: old }, inputs, operation) {
    const [serviceSid] = parts(id, idForm);
    const assetSid = text(old, "assetSid");
    const { sid, version } = holds(old, inputs)
      ? { sid: assetSid, version: text(old, "versionSid") }
      : await uploadTo(operation, serviceSid, "Assets", assetSid, documentOf(inputs));
    return { ...inputs, url: addressOf(inputs), assetSid: sid, versionSid: version };
  },

  async delete(id, { state }, operation) {
    const [serviceSid] = parts(id, idForm);
    const path = text(state, "path");
    if (operation.account.wanted.has(identity(type, named, state))) return;
    const asked = await carriedFor(operation, serviceSid, text(state, "domainName"), path);
    if (asked !== undefined) {
      const askers = asked.get(path);
      if (askers !== undefined)
        operation.warn(
          `${path} goes on being served, because ${askers.join(", ")} still asks it. Give that another voice URL in Twilio's console, or a file in numbers/; the release after that lets the document go.`,
        );
      return;
    }
    await discard(operation, serviceSid, "Assets", text(state, "assetSid"));
  },
};

/**
 * Who asks the documents that the release serves on, by path, where this one is among them or named by them; undefined
 * where it is not needed.
 */
async function carriedFor(operation: Operation, serviceSid: string, domainName: string, path: string) {
  const served = await servedBy(operation, serviceSid, domainName);
  if (served === undefined || !served.has(path)) return undefined;
  const isCarried = (one: string): boolean =>
    served.has(one) && !operation.account.wanted.has(identity(type, named, { serviceSid, path: one }));
  const askers = new Map([...(await askersByPath(operation, domainName))].filter(([one]) => isCarried(one)));
  return (await isNeeded(operation, serviceSid, path, [...askers.keys()])) ? askers : undefined;
}

const isOurs = (state: Properties): boolean =>
  text(state, "versionSid") !== "" && property(state, "twiml") !== undefined;

/** Whether the version that the state names has the wanted content. */
const holds = (old: Properties, inputs: Properties): boolean =>
  isOurs(old) &&
  equal(revealAll(property(old, "twiml") ?? null), revealAll(property(inputs, "twiml") ?? null));

const documentOf = (inputs: Properties) =>
  ({
    path: text(inputs, "path"),
    visibility: "protected",
    content: text(inputs, "twiml"),
    contentType: "text/xml",
  }) as const;

/**
 * Versions never change, so the one that is live tells whether the content is ours. Anything else counts as foreign,
 * also a version that is in no live build: Twilio clears such versions away, so the next update uploads it again.
 */
async function readKnown(serviceSid: string, known: Known, operation: Operation): Promise<Found | undefined> {
  const assetSid = text(known.state, "assetSid");
  const id = `${serviceSid}/${assetSid}`;
  const domainName = text(known.state, "domainName");
  const live = await liveIn(operation, serviceSid, (environment) => environment.domainName === domainName);
  if (live === undefined) return undefined;
  if (!(await isListed(operation, serviceSid, "Assets", assetSid))) return undefined;
  const liveVersion = live.build?.assetVersions.get(text(known.state, "path"));
  if (isOurs(known.state) && liveVersion === text(known.state, "versionSid")) return { id, ...known };
  const rest = omit(known.state, ["twiml", "versionSid"]);
  return {
    id,
    inputs: known.inputs,
    state: liveVersion === undefined ? rest : { ...rest, versionSid: liveVersion },
  };
}

/** For an import: everything from Twilio, the content by a signed fetch, as Twilio itself would ask for it. */
async function readNew(
  serviceSid: string,
  assetSid: string,
  operation: Operation,
): Promise<Found | undefined> {
  const live = await liveIn(operation, serviceSid, () => true);
  if (live?.build === undefined) return undefined;
  const { build, environment } = live;
  const [path, versionSid] =
    [...build.assetVersions].find(([, version]) => build.owners.get(version) === assetSid) ?? [];
  if (path === undefined || versionSid === undefined) return undefined;
  const domainName = environment.domainName;
  const inputs = { serviceSid, domainName, path, twiml: await readBin(operation, domainName, path) };
  const outputs = { assetSid, versionSid, url: addressOf(inputs) };
  return { id: `${serviceSid}/${assetSid}`, inputs, state: { ...inputs, ...outputs } };
}
