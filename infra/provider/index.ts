import { connect, createServer, type Socket } from "node:net";
import process from "node:process";
import { takeEnvironment } from "./configuration.ts";

const engine = process.argv[2];
const env = takeEnvironment(process.env);

// The engine waits for the port before it does anything else, so the port comes first: gRPC is loaded while the
// engine connects, and the connections that are already there are handed to it.
const waiting: Socket[] = [];
let accept = (socket: Socket): void => {
  waiting.push(socket);
};

const listener = createServer((socket) => {
  socket.on("close", endWithEngine);
  accept(socket);
});
listener.listen(0, "127.0.0.1", async () => {
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("The provider got no TCP port");
  process.stdout.write(`${address.port}\n`);
  const [{ serve }, { ServerCredentials }] = await Promise.all([
    import("./server.ts"),
    import("@grpc/grpc-js"),
  ]);
  const injector = serve(env, engine).createConnectionInjector(ServerCredentials.createInsecure());
  accept = (socket) => injector.injectConnection(socket);
  for (const socket of waiting.splice(0)) accept(socket);
});

// The engine's port may be still open when its connection is lost, or be another engine's by then: once orphaned,
// the provider asks again.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) endWithEngine();
}, 1000).unref();

/** An engine that was killed cannot record what is made from now on: when its port is closed too, this is the end. */
function endWithEngine(): void {
  const [host, port] = engine?.split(":") ?? [];
  if (host === undefined || port === undefined) return;
  const probe = connect({ host, port: Number(port) });
  probe.on("connect", () => probe.destroy());
  probe.on("error", () => process.exit(1));
}
