/** A provider's own configuration: Handshake, CheckConfig, DiffConfig, Configure. */

import type { ResourceState } from "../state/state.ts";
import { equal, type Properties, remarked, revealed } from "../wire/property.ts";
import { provider as messages, toStruct } from "../wire/protocol.ts";
import { packageOf, urnType } from "../wire/urn.ts";
import { call, isUnimplemented } from "./call.ts";
import { type Accepts, about, type Channel, checked, checkRequest, diffRequest } from "./channel.ts";
import { difference } from "./difference.ts";
import { type Checked, type Difference, noDifference } from "./operations.ts";
import type { ProviderProcess } from "./process.ts";

export interface Configuration {
  /** Secrets are not sent here, whatever the provider understands; they are marked again in what comes back. */
  checkConfig(urn: string, olds: Properties, news: Properties): Promise<Checked>;
  diffConfig(old: ResourceState, news: Properties): Promise<Difference>;
  configure(urn: string, id: string, inputs: Properties): Promise<void>;
}

export async function handshake(
  process: ProviderProcess,
  folder: string,
  engineAddress: string,
): Promise<Accepts> {
  const request = new messages.ProviderHandshakeRequest();
  request.setEngineAddress(engineAddress);
  request.setRootDirectory(folder);
  request.setProgramDirectory(folder);
  request.setConfigureWithUrn(true);
  try {
    const response = await call(process, process.client.handshake, request);
    return { secrets: response.getAcceptSecrets(), previews: true };
  } catch (error) {
    if (isUnimplemented(error)) return { secrets: false, previews: false };
    throw error;
  }
}

export function configurationOf(channel: Channel): Configuration {
  const { process, accepts } = channel;
  const { client } = process;
  return {
    async checkConfig(urn, olds, news) {
      const request = checkRequest(channel, urn, revealed(olds), revealed(news));
      try {
        const { inputs, failures } = checked(await call(process, client.checkConfig, request));
        return { inputs: remarked(inputs, news), failures };
      } catch (error) {
        if (isUnimplemented(error)) return { inputs: news, failures: [] };
        throw error;
      }
    },

    async diffConfig(old, news) {
      const plain = { ...old, inputs: revealed(old.inputs), outputs: revealed(old.outputs) };
      const changed = !equal(plain.outputs, revealed(news));
      try {
        const request = diffRequest(channel, plain, revealed(news));
        return difference(await call(process, client.diffConfig, request), changed);
      } catch (error) {
        if (isUnimplemented(error)) return { ...noDifference, changed };
        throw error;
      }
    },

    async configure(urn, id, inputs) {
      const request = about(new messages.ConfigureRequest(), urn);
      request.setId(id);
      request.setArgs(toStruct(inputs));
      request.setAcceptsecrets(true);
      request.setSendsOldInputs(true);
      request.setSendsOldInputsToDelete(true);
      for (const [key, value] of Object.entries(revealed(inputs))) {
        if (key === "version") continue;
        const text = typeof value === "string" ? value : JSON.stringify(value);
        request.getVariablesMap().set(`${packageOf(urnType(urn))}:config:${key}`, text);
      }
      const response = await call(process, client.configure, request);
      accepts.secrets ||= response.getAcceptsecrets();
      accepts.previews ||= response.getSupportspreview();
    },
  };
}
