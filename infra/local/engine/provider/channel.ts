/** Property values on their way to one provider and back: what it does not understand is taken off and put back. */

import type { ResourceState } from "../state/state.ts";
import { elided } from "../wire/asset.ts";
import { type Properties, refuseUnknowns, remarked, revealed } from "../wire/property.ts";
import { fromStruct, provider as messages, type Struct, toStruct } from "../wire/protocol.ts";
import { urnName, urnType } from "../wire/urn.ts";
import type { Checked } from "./operations.ts";
import type { ProviderProcess } from "./process.ts";

type CheckResponse = import("@pulumi/pulumi/proto/provider_pb.js").CheckResponse;
type CheckFailure = import("@pulumi/pulumi/proto/provider_pb.js").CheckFailure;

/** What the provider understands; the handshake tells, or else Configure. */
export interface Accepts {
  secrets: boolean;
  previews: boolean;
}

export interface Channel {
  readonly process: ProviderProcess;
  readonly dryRun: boolean;
  readonly accepts: Accepts;
  outgoing(properties: Properties): Struct;
  /** Of an old state: assets by their hash only. */
  past(properties: Properties): Struct;
  /** `sent` tells which of the values were secret. Only a preview may bring unknown ones. */
  incoming(struct: Struct | undefined, sent: Properties): Properties;
}

export function openChannel(process: ProviderProcess, accepts: Accepts, dryRun: boolean): Channel {
  const outgoing = (properties: Properties) => toStruct(accepts.secrets ? properties : revealed(properties));
  return {
    process,
    dryRun,
    accepts,
    outgoing,
    past: (properties) => outgoing(elided(properties)),
    incoming(struct, sent) {
      const properties = fromStruct(struct);
      const marked = accepts.secrets ? properties : remarked(properties, sent);
      return dryRun ? marked : refuseUnknowns(marked, "in a provider's answer");
    },
  };
}

interface AboutResource {
  setUrn(urn: string): unknown;
  setName(name: string): unknown;
  setType(type: string): unknown;
}

export function about<Request extends AboutResource>(request: Request, urn: string): Request {
  request.setUrn(urn);
  request.setName(urnName(urn));
  request.setType(urnType(urn));
  return request;
}

export function checkRequest({ outgoing }: Channel, urn: string, olds: Properties, news: Properties) {
  const request = about(new messages.CheckRequest(), urn);
  request.setOlds(outgoing(olds));
  request.setNews(outgoing(news));
  return request;
}

export function checked(response: CheckResponse): Checked {
  return { inputs: fromStruct(response.getInputs()), failures: failures(response.getFailuresList()) };
}

export function failures(list: readonly CheckFailure[]): Checked["failures"] {
  return list.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}

export function diffRequest({ past }: Channel, old: ResourceState, news: Properties) {
  const request = about(new messages.DiffRequest(), old.urn);
  request.setId(old.id ?? "");
  request.setOlds(past(old.outputs));
  request.setOldInputs(past(old.inputs));
  request.setNews(past(news));
  return request;
}
