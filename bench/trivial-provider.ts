import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";

// The least that a provider can do: its resources are what their inputs say, and nothing ever changes.

const on =
  <Request, Response>(answer: (request: Request) => Response) =>
  ({ request }: { request: Request }, callback: grpc.sendUnaryData<Response>): void =>
    callback(null, answer(request));

const checked = (request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews());
const none = () => new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE);

const server = new grpc.Server();
server.addService(ResourceProviderService, {
  handshake: on(() => new rpc.ProviderHandshakeResponse().setAcceptSecrets(true)),
  getPluginInfo: on(() => new PluginInfo().setVersion("1.0.0")),
  getSchema: on(() => new rpc.GetSchemaResponse().setSchema("{}")),
  checkConfig: on(checked),
  diffConfig: on(none),
  configure: on(() => new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true)),
  check: on(checked),
  diff: on(none),
  create: on((request: rpc.CreateRequest) =>
    new rpc.CreateResponse().setId("trivial").setProperties(request.getProperties()),
  ),
  delete: on(() => new empty.Empty()),
  cancel: on(() => new empty.Empty()),
  attach: on(() => new empty.Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
