import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import type { Difference } from "./diff.ts";
import { type Engine, engineAt, silent } from "./engine.ts";
import { toServiceError } from "./failure.ts";
import { redact } from "./log.ts";
import type { Pace } from "./pause.ts";
import { type Provider, provider } from "./provider.ts";
import { schemaText, version } from "./schema.ts";
import { fromStruct, toStruct } from "./wire.ts";

type Handler<Request, Response> = (request: Request, provider: Provider) => Response | Promise<Response>;

/** Plans of thousands of destinations are larger than grpc-js's 4 MB. */
const messageLimit = 400 * 1024 * 1024;

/** Serves pulumirpc.ResourceProvider: proto/pulumi/provider.proto. `engine` is the engine's address, if it is known. */
export function serve(env: NodeJS.ProcessEnv, engine: string | undefined, pace?: Pace): grpc.Server {
  let log: Engine = engine === undefined ? silent : engineAt(engine);
  const said: Engine = {
    status: (urn, text) => log.status(urn, text),
    warn: (urn, text) => log.warn(urn, text),
  };
  const served = provider(env, said, pace);
  const attach = (address: string): void => {
    if (address !== "") log = engineAt(address);
  };
  const server = new grpc.Server({
    "grpc.max_receive_message_length": messageLimit,
    "grpc.max_send_message_length": messageLimit,
  });
  const on = <Request, Response>(handler: Handler<Request, Response>) => {
    return async (
      { request }: { request: Request },
      callback: grpc.sendUnaryData<Response>,
    ): Promise<void> => {
      try {
        callback(null, await handler(request, served));
      } catch (error) {
        callback(toServiceError(error));
      }
    };
  };
  server.addService(ResourceProviderService, {
    handshake: on((request: rpc.ProviderHandshakeRequest) => {
      attach(request.getEngineAddress());
      return handshake();
    }),
    attach: on((request: { getAddress(): string }) => {
      attach(request.getAddress());
      return new empty.Empty();
    }),
    getSchema: on(() => new rpc.GetSchemaResponse().setSchema(schemaText())),
    getPluginInfo: on(() => new PluginInfo().setVersion(version)),
    checkConfig: on(checkConfig),
    diffConfig: on(diffConfig),
    configure: on(configure),
    check: on(check),
    diff: on(diff),
    create: on(create),
    read: on(read),
    update: on(update),
    delete: on(remove),
    cancel: on((_request: empty.Empty, { cancel }) => {
      cancel();
      return new empty.Empty();
    }),
    invoke: on((request: rpc.InvokeRequest) => {
      throw Object.assign(new Error(`The provider twilio has no function ${request.getTok()}`), {
        code: grpc.status.UNIMPLEMENTED,
      });
    }),
  });
  return server;
}

const handshake = (): rpc.ProviderHandshakeResponse =>
  new rpc.ProviderHandshakeResponse().setAcceptSecrets(true);

const checkConfig: Handler<rpc.CheckRequest, rpc.CheckResponse> = (request, { checkConfig }) =>
  checked(checkConfig(fromStruct(request.getNews())));

const checked = ({ inputs, failures }: ReturnType<Provider["check"]>): rpc.CheckResponse =>
  new rpc.CheckResponse()
    .setInputs(toStruct(inputs))
    .setFailuresList(
      failures.map(({ property, reason }) =>
        new rpc.CheckFailure().setProperty(property).setReason(redact(reason)),
      ),
    );

const diffConfig: Handler<rpc.DiffRequest, rpc.DiffResponse> = (request, { diffConfig }) => {
  const names = diffConfig(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
  return new rpc.DiffResponse().setChanges(changesOf(names)).setDiffsList([...names]);
};

const changesOf = (names: readonly string[]) =>
  names.length === 0 ? rpc.DiffResponse.DiffChanges.DIFF_NONE : rpc.DiffResponse.DiffChanges.DIFF_SOME;

const configure: Handler<rpc.ConfigureRequest, rpc.ConfigureResponse> = (request, { configure }) => {
  configure(fromStruct(request.getArgs()));
  return new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
};

const check: Handler<rpc.CheckRequest, rpc.CheckResponse> = (request, { check }) =>
  checked(check(typeOf(request.getUrn()), fromStruct(request.getNews()), fromStruct(request.getOlds())));

const diff: Handler<rpc.DiffRequest, rpc.DiffResponse> = (request, { diff }) => {
  const olds = { inputs: fromStruct(request.getOldInputs()), state: fromStruct(request.getOlds()) };
  const news = fromStruct(request.getNews());
  const { difference, deleteBeforeReplace } = diff(
    typeOf(request.getUrn()),
    olds,
    news,
    request.getIgnorechangesList(),
  );
  const response = new rpc.DiffResponse()
    .setChanges(changesOf(difference.names))
    .setDiffsList([...difference.names])
    .setReplacesList([...difference.replaces])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const found of difference.changes) response.getDetaileddiffMap().set(found.path, detail(found));
  return response;
};

const { Kind } = rpc.PropertyDiff;
const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
} as const;

const detail = ({ change, replace, input }: Difference["changes"][number]): rpc.PropertyDiff =>
  new rpc.PropertyDiff().setKind(kinds[change][replace ? 1 : 0]).setInputdiff(input);

const create: Handler<rpc.CreateRequest, rpc.CreateResponse> = async (request, { create, preview }) => {
  const [type, inputs] = [typeOf(request.getUrn()), fromStruct(request.getProperties())];
  if (request.getPreview())
    return new rpc.CreateResponse().setProperties(toStruct(preview(type, inputs, undefined)));
  const { id, state } = await create(type, inputs, { urn: request.getUrn(), timeout: request.getTimeout() });
  return new rpc.CreateResponse().setId(id).setProperties(toStruct(state));
};

const read: Handler<rpc.ReadRequest, rpc.ReadResponse> = async (request, { read }) => {
  const state = fromStruct(request.getProperties());
  const inputs = fromStruct(request.getInputs());
  // A refresh brings the inputs; an import or a look-up has none.
  const known = Object.keys(inputs).length === 0 ? undefined : { inputs, state };
  const call = { urn: request.getUrn(), timeout: request.getTimeout() };
  const found = await read(typeOf(request.getUrn()), request.getId(), known, call);
  if (found === undefined) return new rpc.ReadResponse();
  return new rpc.ReadResponse()
    .setId(found.id)
    .setInputs(toStruct(found.inputs))
    .setProperties(toStruct(found.state));
};

const update: Handler<rpc.UpdateRequest, rpc.UpdateResponse> = async (request, { update, preview }) => {
  const [type, inputs] = [typeOf(request.getUrn()), fromStruct(request.getNews())];
  const old = { inputs: fromStruct(request.getOldInputs()), state: fromStruct(request.getOlds()) };
  const call = { urn: request.getUrn(), timeout: request.getTimeout() };
  const state = request.getPreview()
    ? preview(type, inputs, old.state)
    : await update(type, request.getId(), old, inputs, call);
  return new rpc.UpdateResponse().setProperties(toStruct(state));
};

const remove: Handler<rpc.DeleteRequest, empty.Empty> = async (request, provider) => {
  const call = { urn: request.getUrn(), timeout: request.getTimeout() };
  const known = { inputs: fromStruct(request.getOldInputs()), state: fromStruct(request.getProperties()) };
  await provider.delete(typeOf(request.getUrn()), request.getId(), known, call);
  return new empty.Empty();
};

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>` */
const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
