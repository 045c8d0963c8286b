/** A provider: Pulumi's ResourceProvider service in terms of property values. */
import { randomBytes } from "node:crypto";
import type { ResourceState } from "../state/state.ts";
import { restored } from "../wire/asset.ts";
import { equal, type Properties, refuseUnknowns, remarked, revealed } from "../wire/property.ts";
import { Empty, fromStruct, provider as messages, type Struct } from "../wire/protocol.ts";
import { call, type PartialFailure, ProviderFailure } from "./call.ts";
import { about, type Channel, checked, checkRequest, diffRequest, failures, openChannel } from "./channel.ts";
import { type Configuration, configurationOf, handshake } from "./configuration.ts";
import { difference, ignoring } from "./difference.ts";
import type { Checked, Found, Made, ResourceOperations } from "./operations.ts";
import type { ProviderProcess } from "./process.ts";

export interface Provider extends ResourceOperations, Configuration {
  /** Undefined when there is no such resource. */
  read(state: ResourceState): Promise<Found | undefined>;
  invoke(token: string, args: Properties): Promise<Checked>;
  /** Asks to give up what is under way. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export interface ProviderSettings {
  /** Of the executable. */
  readonly folder: string;
  readonly engineAddress: string;
  readonly dryRun: boolean;
}

export async function openProvider(
  process: ProviderProcess,
  { folder, engineAddress, dryRun }: ProviderSettings,
): Promise<Provider> {
  const channel = openChannel(process, await handshake(process, folder, engineAddress), dryRun);
  const { client } = process;
  return {
    ...configurationOf(channel),
    ...operationsOf(channel),

    async read(state) {
      const request = about(new messages.ReadRequest(), state.urn);
      request.setId(state.id ?? "");
      request.setProperties(channel.past(state.outputs));
      request.setInputs(channel.past(state.inputs));
      request.setTimeout(state.customTimeouts?.read ?? 0);
      const settle = (struct: Struct | undefined, sent: Properties) =>
        restored(channel.incoming(struct, sent), state.inputs);
      try {
        const response = await call(process, client.read, request);
        if (response.getId() === "") return undefined;
        const inputs = response.getInputs();
        return {
          id: response.getId(),
          outputs: settle(response.getProperties(), state.outputs),
          ...(inputs !== undefined && { inputs: settle(inputs, state.inputs) }),
        };
      } catch (error) {
        const { id, outputs, reasons } = partialOf(error);
        return { id: id || (state.id ?? ""), outputs: settle(outputs, state.outputs), initErrors: reasons };
      }
    },

    async invoke(token, args) {
      const request = new messages.InvokeRequest();
      request.setTok(token);
      request.setArgs(channel.outgoing(args));
      const response = await call(process, client.invoke, request);
      return { inputs: fromStruct(response.getReturn()), failures: failures(response.getFailuresList()) };
    },

    async cancel() {
      // One that does not know it, or is gone, has nothing to give up.
      await call(process, client.cancel, new Empty()).catch(() => {});
    },

    close: process.close,
  };
}

function operationsOf(channel: Channel): ResourceOperations {
  const { process, dryRun, accepts, outgoing, past, incoming } = channel;
  const { client } = process;
  /** Without previews of its own, the provider is taken to return what it was given. */
  const echoes = () => dryRun && !accepts.previews;

  return {
    async check(urn, olds, news) {
      const request = checkRequest(channel, urn, olds, news);
      request.setRandomseed(randomBytes(32));
      const { inputs, failures } = checked(await call(process, client.check, request));
      const marked = accepts.secrets ? inputs : remarked(inputs, news);
      return { inputs: dryRun ? marked : refuseUnknowns(marked, urn), failures };
    },

    async diff(old, news, ignoreChanges) {
      const request = diffRequest(channel, old, news);
      request.setIgnorechangesList([...ignoreChanges]);
      const comparable = revealed(ignoring(news, old.inputs, ignoreChanges));
      return difference(await call(process, client.diff, request), !equal(revealed(old.inputs), comparable));
    },

    async create(resource) {
      if (echoes()) return { id: "", outputs: resource.inputs };
      const request = about(new messages.CreateRequest(), resource.urn);
      request.setProperties(outgoing(resource.inputs));
      request.setTimeout(resource.customTimeouts?.create ?? 0);
      request.setPreview(dryRun);
      try {
        const response = await call(process, client.create, request);
        const id = response.getId();
        if (id === "" && !dryRun)
          throw new ProviderFailure("The provider returned no id for what it created.", 0);
        return { id: dryRun ? "" : id, outputs: incoming(response.getProperties(), resource.inputs) };
      } catch (error) {
        return halfMade(channel, partialOf(error), resource, "");
      }
    },

    async update(old, resource) {
      const id = old.id ?? "";
      if (echoes()) return { id, outputs: resource.inputs };
      const request = about(new messages.UpdateRequest(), resource.urn);
      request.setId(id);
      request.setOlds(past(old.outputs));
      request.setOldInputs(past(old.inputs));
      request.setNews(outgoing(resource.inputs));
      request.setTimeout(resource.customTimeouts?.update ?? 0);
      request.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
      request.setPreview(dryRun);
      try {
        const response = await call(process, client.update, request);
        return { id, outputs: incoming(response.getProperties(), resource.inputs) };
      } catch (error) {
        return halfMade(channel, partialOf(error), resource, id);
      }
    },

    async delete(old) {
      const request = about(new messages.DeleteRequest(), old.urn);
      request.setId(old.id ?? "");
      request.setProperties(past(old.outputs));
      request.setOldInputs(past(old.inputs));
      request.setTimeout(old.customTimeouts?.delete ?? 0);
      await call(process, client.delete, request);
    },
  };
}

function halfMade(
  channel: Channel,
  { id, outputs, reasons }: PartialFailure,
  resource: ResourceState,
  known: string,
): Made {
  return { id: id || known, outputs: channel.incoming(outputs, resource.inputs), initErrors: reasons };
}

/** What stands in spite of an error; throws the error on when that is nothing. */
function partialOf(error: unknown): PartialFailure {
  if (error instanceof ProviderFailure && error.partial !== undefined) return error.partial;
  throw error;
}
