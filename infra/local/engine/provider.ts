/** A configured provider: Pulumi's ResourceProvider service in terms of property values. */
import { randomBytes } from "node:crypto";
import { elided, restored } from "./asset.ts";
import type { DiffKind } from "./outcome.ts";
import { equal, hasUnknowns, type Properties, refuseUnknowns, remarked, revealed } from "./property.ts";
import { parsePath, withOld } from "./property-path.ts";
import { Empty, fromStruct, provider as messages, toStruct } from "./protocol.ts";
import { call, isUnimplemented, ProviderFailure } from "./provider-call.ts";
import type { ProviderProcess } from "./provider-process.ts";
import type { Checked, Difference, Found, Made, ResourceOperations } from "./resource-operations.ts";
import type { ResourceState } from "./state.ts";
import { urnName, urnType } from "./urn.ts";

type CheckResponse = import("@pulumi/pulumi/proto/provider_pb.js").CheckResponse;
type DiffResponse = import("@pulumi/pulumi/proto/provider_pb.js").DiffResponse;

export interface Provider extends ResourceOperations {
  checkConfig(urn: string, olds: Properties, news: Properties): Promise<Checked>;
  diffConfig(old: ResourceState, news: Properties): Promise<Difference>;
  configure(urn: string, id: string, inputs: Properties): Promise<void>;
  /** Undefined when there is no such resource. */
  read(state: ResourceState): Promise<Found | undefined>;
  invoke(token: string, args: Properties): Promise<Checked>;
  /** Asks to give up what is under way. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export async function openProvider(
  process: ProviderProcess,
  { folder, engineAddress, dryRun }: { folder: string; engineAddress: string; dryRun: boolean },
): Promise<Provider> {
  const { client } = process;
  /** What the provider understands; the handshake tells, or else Configure. */
  let accepts = { secrets: false, previews: true };
  try {
    const request = new messages.ProviderHandshakeRequest();
    request.setEngineAddress(engineAddress);
    request.setRootDirectory(folder);
    request.setProgramDirectory(folder);
    request.setConfigureWithUrn(true);
    const response = await call(process, client.handshake, request);
    accepts = { secrets: response.getAcceptSecrets(), previews: true };
  } catch (error) {
    if (!isUnimplemented(error)) throw error;
  }

  const outgoing = (properties: Properties) => toStruct(accepts.secrets ? properties : revealed(properties));
  const past = (properties: Properties) => outgoing(elided(properties));
  const incoming = (properties: Properties, sent: Properties, whose: string): Properties => {
    const marked = accepts.secrets ? properties : remarked(properties, sent);
    return dryRun ? marked : refuseUnknowns(marked, whose);
  };

  function checked(response: CheckResponse, news: Properties, annotate: boolean): Checked {
    const inputs = fromStruct(response.getInputs());
    return {
      inputs: annotate ? remarked(inputs, news) : inputs,
      failures: response
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  function checkRequest(urn: string, olds: Properties, news: Properties) {
    const request = new messages.CheckRequest();
    request.setUrn(urn);
    request.setName(urnName(urn));
    request.setType(urnType(urn));
    request.setOlds(outgoing(olds));
    request.setNews(outgoing(news));
    return request;
  }

  function diffRequest(old: ResourceState, news: Properties) {
    const request = new messages.DiffRequest();
    request.setId(old.id ?? "");
    request.setUrn(old.urn);
    request.setName(urnName(old.urn));
    request.setType(urnType(old.urn));
    request.setOlds(past(old.outputs));
    request.setOldInputs(past(old.inputs));
    request.setNews(past(news));
    return request;
  }

  /** A create or an update; one that failed half way is a result, any other failure is thrown. */
  async function making(sent: Properties, id: string, work: () => Promise<Made>): Promise<Made> {
    try {
      const made = await work();
      return { ...made, outputs: incoming(made.outputs, sent, "in a provider's answer") };
    } catch (error) {
      if (!(error instanceof ProviderFailure) || error.partial === undefined) throw error;
      const { partial } = error;
      return {
        id: partial.id || id,
        outputs: incoming(partial.outputs, sent, "in a provider's answer"),
        initErrors: partial.reasons.length > 0 ? partial.reasons : [error.message],
      };
    }
  }

  return {
    async checkConfig(urn, olds, news) {
      const request = checkRequest(urn, revealed(olds), revealed(news));
      try {
        return checked(await call(process, client.checkConfig, request), news, true);
      } catch (error) {
        if (isUnimplemented(error)) return { inputs: news, failures: [] };
        throw error;
      }
    },

    async diffConfig(old, news) {
      const request = diffRequest(
        { ...old, inputs: revealed(old.inputs), outputs: revealed(old.outputs) },
        revealed(news),
      );
      try {
        const response = await call(process, client.diffConfig, request);
        return difference(response, !equal(old.outputs, news));
      } catch (error) {
        if (!isUnimplemented(error)) throw error;
        return { changed: !equal(old.outputs, news), diffs: [], replaces: [], deleteBeforeReplace: false };
      }
    },

    async configure(urn, id, inputs) {
      const request = new messages.ConfigureRequest();
      request.setUrn(urn);
      request.setName(urnName(urn));
      request.setType(urnType(urn));
      request.setId(id);
      request.setArgs(toStruct(inputs));
      request.setAcceptsecrets(true);
      request.setSendsOldInputs(true);
      request.setSendsOldInputsToDelete(true);
      const [, , packageName] = urnType(urn).split(":");
      for (const [key, value] of Object.entries(revealed(inputs))) {
        if (key === "version") continue;
        const text = typeof value === "string" ? value : JSON.stringify(value);
        request.getVariablesMap().set(`${packageName}:config:${key}`, text);
      }
      const response = await call(process, client.configure, request);
      accepts = {
        secrets: accepts.secrets || response.getAcceptsecrets(),
        previews: response.getSupportspreview() || accepts.previews,
      };
    },

    async check(urn, olds, news) {
      const request = checkRequest(urn, olds, news);
      request.setRandomseed(randomBytes(32));
      const result = checked(await call(process, client.check, request), news, !accepts.secrets);
      if (!dryRun) refuseUnknowns(result.inputs, urn);
      return result;
    },

    async diff(old, news, ignoreChanges) {
      const request = diffRequest(old, news);
      request.setIgnorechangesList([...ignoreChanges]);
      const response = await call(process, client.diff, request);
      const comparable = revealed(ignoring(news, old.inputs, ignoreChanges));
      return difference(response, !equal(revealed(old.inputs), comparable));
    },

    create(resource) {
      return making(resource.inputs, "", async () => {
        if (dryRun && !accepts.previews) return { id: "", outputs: resource.inputs };
        const request = new messages.CreateRequest();
        request.setUrn(resource.urn);
        request.setName(urnName(resource.urn));
        request.setType(resource.type);
        request.setProperties(outgoing(resource.inputs));
        request.setTimeout(resource.customTimeouts?.create ?? 0);
        request.setPreview(dryRun);
        const response = await call(process, client.create, request);
        const id = response.getId();
        if (id === "" && !dryRun)
          throw new ProviderFailure("The provider returned no id for what it created.", 0);
        return { id: dryRun ? "" : id, outputs: fromStruct(response.getProperties()) };
      });
    },

    update(old, resource) {
      const id = old.id ?? "";
      return making(resource.inputs, id, async () => {
        if (dryRun && !accepts.previews) return { id, outputs: resource.inputs };
        const request = new messages.UpdateRequest();
        request.setId(id);
        request.setUrn(resource.urn);
        request.setName(urnName(resource.urn));
        request.setType(resource.type);
        request.setOlds(past(old.outputs));
        request.setOldInputs(past(old.inputs));
        request.setNews(outgoing(resource.inputs));
        request.setTimeout(resource.customTimeouts?.update ?? 0);
        request.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
        request.setPreview(dryRun);
        const response = await call(process, client.update, request);
        return { id, outputs: fromStruct(response.getProperties()) };
      });
    },

    async delete(old) {
      const request = new messages.DeleteRequest();
      request.setId(old.id ?? "");
      request.setUrn(old.urn);
      request.setName(urnName(old.urn));
      request.setType(old.type);
      request.setProperties(past(old.outputs));
      request.setOldInputs(past(old.inputs));
      request.setTimeout(old.customTimeouts?.delete ?? 0);
      await call(process, client.delete, request);
    },

    async read(state) {
      const request = new messages.ReadRequest();
      request.setId(state.id ?? "");
      request.setUrn(state.urn);
      request.setName(urnName(state.urn));
      request.setType(state.type);
      request.setProperties(past(state.outputs));
      request.setInputs(past(state.inputs));
      request.setTimeout(state.customTimeouts?.read ?? 0);
      const settle = (properties: Properties, sent: Properties) =>
        restored(incoming(properties, sent, "in a provider's answer"), state.inputs);
      try {
        const response = await call(process, client.read, request);
        if (response.getId() === "") return undefined;
        const inputs = response.getInputs();
        return {
          id: response.getId(),
          outputs: settle(fromStruct(response.getProperties()), state.outputs),
          ...(inputs !== undefined && { inputs: settle(fromStruct(inputs), state.inputs) }),
        };
      } catch (error) {
        if (!(error instanceof ProviderFailure) || error.partial === undefined) throw error;
        const { id, outputs, reasons } = error.partial;
        return { id: id || (state.id ?? ""), outputs: settle(outputs, state.outputs), initErrors: reasons };
      }
    },

    async invoke(token, args) {
      if (hasUnknowns(args)) return { inputs: {}, failures: [] };
      const request = new messages.InvokeRequest();
      request.setTok(token);
      request.setArgs(outgoing(args));
      const response = await call(process, client.invoke, request);
      return {
        inputs: fromStruct(response.getReturn()),
        failures: response
          .getFailuresList()
          .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
      };
    },

    async cancel() {
      await call(process, client.cancel, new Empty()).catch(() => {});
    },

    close: process.close,
  };
}

/** `news` with what `paths` name as it was. */
export function ignoring(news: Properties, olds: Properties, paths: readonly string[]): Properties {
  return paths.reduce((properties, text) => {
    const path = parsePath(text);
    return path === undefined ? properties : withOld(properties, olds, path);
  }, news);
}

const kinds: readonly DiffKind[] = [
  "add",
  "add-replace",
  "delete",
  "delete-replace",
  "update",
  "update-replace",
];

/** `otherwise` says whether it changed when the provider leaves that to the engine. */
function difference(response: DiffResponse, otherwise: boolean): Difference {
  const { DIFF_NONE, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
  const changes = response.getChanges();
  const detailed = [...response.getDetaileddiffMap().entries()].map(([path, diff]) => [
    path,
    { kind: kinds[diff.getKind()] ?? "update", inputDiff: diff.getInputdiff() },
  ]);
  return {
    changed: changes === DIFF_UNKNOWN ? otherwise : changes !== DIFF_NONE,
    diffs: response.getDiffsList(),
    replaces: response.getReplacesList(),
    ...(response.getHasdetaileddiff() && { detailedDiff: Object.fromEntries(detailed) }),
    deleteBeforeReplace: response.getDeletebeforereplace(),
  };
}
