import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import type { Pace } from "../../../infra/provider/pause.ts";
import type { Properties } from "../../../infra/provider/property.ts";
import { serve } from "../../../infra/provider/server.ts";
import { fromStruct, toStruct } from "../../../infra/provider/wire.ts";

const delivered = fileURLToPath(new URL("../../../dist/provider/index.cjs", import.meta.url));

export interface Reply {
  readonly id: string;
  readonly state: Properties;
  readonly inputs: Properties;
}

/** What a call failed with; `unfinished` when the engine would keep a part. */
export class ProviderError extends Error {
  readonly code: number;
  readonly unfinished: Reply | undefined;

  constructor(error: grpc.ServiceError) {
    const unfinished = unfinishedOf(error);
    super([error.details, ...(unfinished?.reasons ?? [])].join("\n"));
    this.code = error.code;
    this.unfinished = unfinished;
  }
}

function unfinishedOf(
  error: grpc.ServiceError,
): (Reply & { readonly reasons: readonly string[] }) | undefined {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  if (bytes === undefined || typeof bytes === "string") return undefined;
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  if (detail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") return undefined;
  const failed = rpc.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return {
    id: failed.getId(),
    state: fromStruct(failed.getProperties()),
    inputs: fromStruct(failed.getInputs()),
    reasons: failed.getReasonsList(),
  };
}

export interface Difference {
  readonly some: boolean;
  /** Kind by path; `~` marks what is not an input's difference. */
  readonly detailed: Readonly<Record<string, string>>;
  readonly diffs: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

const urnOf = (type: string): string => `urn:pulumi:test::handoffs::twilio:index:${type}::thing`;

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Address of the engine to log to. */
  readonly engine?: string;
  readonly pace?: Pace;
}

/** A provider in this process, from source: quick, and as good as new. */
export async function startProvider({ env = {}, engine, pace }: Options = {}): Promise<ProviderProcess> {
  const server = serve(env, engine, pace);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return connect(
    port,
    engine,
    () => "",
    async () => server.forceShutdown(),
  );
}

/** The provider as it is delivered, in a process of its own, started as the engine does. */
export async function spawnProvider(
  { env = {}, engine }: Options = {},
  file = delivered,
): Promise<ProviderProcess & { readonly child: ChildProcess }> {
  const { TWILIO_ACCOUNT_SID: _, PULUMI_CONFIG: __, ...rest } = process.env;
  const child = spawn(process.execPath, [file, ...(engine === undefined ? [] : [engine])], {
    env: { ...rest, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [port] = await once(createInterface(child.stdout), "line");
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return { ...connect(Number(port), engine, () => stderr, end), child };
}

export type ProviderProcess = ReturnType<typeof connect>;

/** Speaks to a provider as the engine does. */
function connect(port: number, engine: string | undefined, stderr: () => string, end: () => Promise<void>) {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": 400 * 1024 * 1024,
    "grpc.max_send_message_length": 400 * 1024 * 1024,
  });
  const call = <Response>(
    send: (callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  ) =>
    new Promise<Response>((resolve, reject) => {
      send((error, response) => (error === null ? resolve(response) : reject(new ProviderError(error))));
    });
  const answers: string[] = [];
  const seen = <T extends Reply | { readonly inputs: Properties }>(reply: T): T => {
    answers.push(JSON.stringify(reply));
    return reply;
  };

  return {
    client,
    call,
    /** Everything that came back so far, and all of stderr. */
    said: () => [stderr(), ...answers].join("\n"),

    async configure(config: Properties = {}) {
      const handshake = new rpc.ProviderHandshakeRequest().setEngineAddress(engine ?? "");
      await call<rpc.ProviderHandshakeResponse>((done) => client.handshake(handshake, done));
      const request = new rpc.CheckRequest().setUrn(
        "urn:pulumi:test::handoffs::pulumi:providers:twilio::default",
      );
      request.setNews(toStruct(config)).setOlds(toStruct({}));
      const checked = await call<rpc.CheckResponse>((done) => client.checkConfig(request, done));
      const inputs = fromStruct(checked.getInputs());
      const configure = new rpc.ConfigureRequest().setArgs(toStruct(inputs)).setAcceptsecrets(true);
      await call<rpc.ConfigureResponse>((done) => client.configure(configure, done));
      return seen({ inputs, failures: failuresOf(checked) });
    },

    async check(type: string, inputs: Properties, olds: Properties = {}) {
      const request = new rpc.CheckRequest()
        .setUrn(urnOf(type))
        .setNews(toStruct(inputs))
        .setOlds(toStruct(olds));
      const checked = await call<rpc.CheckResponse>((done) => client.check(request, done));
      return seen({ inputs: fromStruct(checked.getInputs()), failures: failuresOf(checked) });
    },

    async diff(
      type: string,
      olds: Reply,
      news: Properties,
      ignoreChanges: readonly string[] = [],
    ): Promise<Difference> {
      const request = new rpc.DiffRequest()
        .setUrn(urnOf(type))
        .setId(olds.id)
        .setIgnorechangesList([...ignoreChanges]);
      request.setOlds(toStruct(olds.state)).setOldInputs(toStruct(olds.inputs)).setNews(toStruct(news));
      const response = await call<rpc.DiffResponse>((done) => client.diff(request, done));
      const kinds = Object.entries(rpc.PropertyDiff.Kind);
      const detailed: Record<string, string> = {};
      response.getDetaileddiffMap().forEach((found, path) => {
        const [name] = kinds.find(([, kind]) => kind === found.getKind()) ?? ["?"];
        detailed[path] = found.getInputdiff() ? name : `~${name}`;
      });
      return {
        some: response.getChanges() === rpc.DiffResponse.DiffChanges.DIFF_SOME,
        detailed,
        diffs: response.getDiffsList(),
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
      };
    },

    /** `timeout`: seconds of the resource's customTimeouts; 0 for none. */
    async create(type: string, inputs: Properties, preview = false, timeout = 0): Promise<Reply> {
      const request = new rpc.CreateRequest()
        .setUrn(urnOf(type))
        .setProperties(toStruct(inputs))
        .setPreview(preview)
        .setTimeout(timeout);
      const response = await call<rpc.CreateResponse>((done) => client.create(request, done));
      return seen({ id: response.getId(), state: fromStruct(response.getProperties()), inputs });
    },

    async update(type: string, olds: Reply, inputs: Properties, preview = false): Promise<Reply> {
      const request = new rpc.UpdateRequest().setUrn(urnOf(type)).setId(olds.id).setPreview(preview);
      request.setOlds(toStruct(olds.state)).setOldInputs(toStruct(olds.inputs)).setNews(toStruct(inputs));
      const response = await call<rpc.UpdateResponse>((done) => client.update(request, done));
      return seen({ id: olds.id, state: fromStruct(response.getProperties()), inputs });
    },

    /** A refresh when the state is given, else an import. Undefined when it is gone. */
    async read(type: string, id: string, known?: Reply): Promise<Reply | undefined> {
      const request = new rpc.ReadRequest().setUrn(urnOf(type)).setId(id);
      if (known !== undefined) request.setProperties(toStruct(known.state)).setInputs(toStruct(known.inputs));
      const response = await call<rpc.ReadResponse>((done) => client.read(request, done));
      if (response.getId() === "") return undefined;
      const state = fromStruct(response.getProperties());
      return seen({ id: response.getId(), state, inputs: fromStruct(response.getInputs()) });
    },

    async delete(type: string, olds: Reply): Promise<void> {
      const request = new rpc.DeleteRequest().setUrn(urnOf(type)).setId(olds.id);
      request.setProperties(toStruct(olds.state)).setOldInputs(toStruct(olds.inputs));
      await call<empty.Empty>((done) => client.delete(request, done));
    },

    cancel: () => call<empty.Empty>((done) => client.cancel(new empty.Empty(), done)),

    async close(): Promise<void> {
      client.close();
      await end();
    },
  };
}

const failuresOf = (checked: rpc.CheckResponse): readonly string[] =>
  checked.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
