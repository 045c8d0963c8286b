import { addressOf } from "../address.ts";
import { discard, isListed, obtain, readFunction, uploadTo } from "../client/content.ts";
import { liveIn } from "../live.ts";
import type { Operation } from "../operation.ts";
import { asset, omit, type Properties, pick, property, text, unknown } from "../property.ts";
import { type Found, finish, type Known, parts, type Resource } from "../resource.ts";
import { hashOf } from "./documents.ts";
import { holds, isOurs, isWanted, type Part } from "./part.ts";

const idForm = "ZS…/ZH…: the SID of the service, a slash, the SID of the Function";

/** A live Function, for an import: what is known of it but its private Assets, which cannot be read back. */
export async function importFunction(id: string, operation: Operation) {
  const [serviceSid, functionSid] = parts(id, idForm);
  const live = await liveIn(operation, serviceSid, () => true);
  if (live?.build === undefined) return undefined;
  const { build, environment } = live;
  const [path, version] =
    [...build.functionVersions].find(([, sid]) => build.owners.get(sid) === functionSid) ?? [];
  if (path === undefined || version === undefined) return undefined;
  const content = await readFunction(operation, serviceSid, functionSid, version);
  const code = asset({ hash: hashOf(content), text: content });
  const inputs = { serviceSid, domainName: environment.domainName, path, code };
  return { inputs, build, outputs: { functionSid, functionVersionSid: version, url: addressOf(inputs) } };
}

/** The life of a Function and the private Assets that it reads. `all`: the code first. `readNew` is for an import. */
export const functionWith = (
  all: readonly Part[],
  readNew: (id: string, operation: Operation) => Promise<Found | undefined>,
): Pick<Resource, "drifted" | "preview" | "create" | "read" | "update" | "delete"> => ({
  drifted: ({ state, inputs }) =>
    all.filter((part) => isWanted(part, inputs) && !isOurs(part, state)).map(({ version }) => version),

  preview: (inputs, old = {}) => ({
    ...inputs,
    url: addressOf(inputs),
    ...Object.fromEntries(
      all.flatMap((part) => {
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
    return { id, state: await publish(all, id, { functionSid: sid }, inputs, operation, finish) };
  },

  async read(id, known, operation) {
    return known === undefined ? await readNew(id, operation) : await readKnown(all, id, known, operation);
  },

  update: (id, old, inputs, operation) => publish(all, id, old.state, inputs, operation, (_, rest) => rest()),

  async delete(id, { state }, operation) {
    const [serviceSid] = parts(id, idForm);
    for (const { kind, sid } of all) {
      if (text(state, sid) !== "") await discard(operation, serviceSid, kind, text(state, sid));
    }
  },
});

/**
 * Uploads what the state does not hold yet. `first` guards the first upload: in an update that changes nothing
 * when it fails, so the state stays; after that, what was uploaded is kept.
 *
 * An Asset that is no longer wanted stays: the live build has it until the next release, which may fail. Its SID
 * stays in the state, for secrets that come back and for the deletion; Twilio clears away versions in no live build.
 */
async function publish(
  all: readonly Part[],
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
      all.flatMap(({ content }) => content),
    ),
    ...pick(
      old,
      all.flatMap(({ content, sid, version }) => [...content, sid, version]),
    ),
    url: addressOf(inputs),
  };
  for (const part of all) {
    const wanted = isWanted(part, inputs);
    let uploaded: Properties = wanted ? pick(state, [part.version]) : {};
    if (wanted && !holds(part, old, inputs)) {
      uploaded = await guard({ id, state }, async () => {
        const document = await part.document(inputs);
        const known = text(old, part.sid);
        const name = text(inputs, part.path);
        const { sid, version } = await uploadTo(operation, serviceSid, part.kind, known, document, name);
        return { [part.sid]: sid, [part.version]: version };
      });
      guard = finish;
    }
    state = { ...omit(state, [...part.content, part.version]), ...pick(inputs, part.content), ...uploaded };
  }
  return state;
}

/** The live versions tell whether the parts are ours; see TwimlBin. */
async function readKnown(
  all: readonly Part[],
  id: string,
  known: Known,
  operation: Operation,
): Promise<Found | undefined> {
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
  if (!isLive && !(await isListed(operation, serviceSid, "Functions", functionSid))) return undefined;
  let found = state;
  for (const part of all.filter((one) => isWanted(one, inputs))) {
    const isThere = !part.listed || (await isListed(operation, serviceSid, part.kind, text(state, part.sid)));
    // No build can have the version of one that is deleted, although the live one goes on serving it.
    const version = isThere ? versions[part.kind]?.get(text(inputs, part.path)) : undefined;
    if (isOurs(part, state) && version === text(state, part.version)) continue;
    found = {
      ...omit(found, [...part.content, part.version]),
      ...(version === undefined ? {} : { [part.version]: version }),
    };
  }
  return { id: `${serviceSid}/${functionSid}`, inputs, state: found };
}
