/** Starts `pulumi-resource-<package>` and connects to the port that it prints first. */
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { type Launch, startChild } from "../process/child.ts";
import { grpc, messageLimits, providerService } from "../wire/protocol.ts";

export interface ProviderProcess {
  readonly client: import("@pulumi/pulumi/proto/provider_grpc_pb.js").ResourceProviderClient;
  /** Set once it is gone: how it ended, with its last words. */
  gone(): string | undefined;
  close(): Promise<void>;
}

export interface ProviderLaunch extends Pick<Launch, "directory" | "env" | "adopt"> {
  readonly packageName: string;
  /** Folder of the executable. */
  readonly folder: string;
  readonly engineAddress: string;
  readonly onLine: (text: string) => void;
}

const startLimit = 30_000;
const endPatience = 2_000;

export async function startProvider(launch: ProviderLaunch): Promise<ProviderProcess> {
  const { packageName, folder, engineAddress, onLine, ...rest } = launch;
  const suffix = process.platform === "win32" ? ".cmd" : "";
  const command = join(folder, `pulumi-resource-${packageName}${suffix}`);
  let announce: (port: string) => void = () => {};
  const announced = new Promise<string>((resolve) => {
    announce = resolve;
  });
  let first = true;
  const child = startChild({
    ...rest,
    command,
    args: [engineAddress],
    onLine(text, stream) {
      if (stream === "stdout" && first) {
        first = false;
        announce(text.trim());
      } else onLine(text);
    },
  });
  let gone: string | undefined;
  void child.ended.then(({ how }) => {
    gone = [`The provider ${packageName} ${how}.`, child.lastWords()].filter(Boolean).join("\n");
  });
  const fail = async (why: string): Promise<never> => {
    await child.end("SIGKILL", 0);
    throw new Problem([`The provider ${command} ${why}.`, child.lastWords()].filter(Boolean).join("\n"));
  };
  let timer: NodeJS.Timeout | undefined;
  const port = await Promise.race([
    announced,
    child.ended.then(({ how }) => fail(`${how} before it printed its port`)),
    new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => fail(`printed no port within ${startLimit / 1000} s`).catch(reject),
        startLimit,
      );
    }),
  ]).finally(() => clearTimeout(timer));
  if (!/^\d+$/.test(port)) await fail(`printed ${JSON.stringify(port)} where its port was expected`);
  const client = new providerService.ResourceProviderClient(
    `127.0.0.1:${port}`,
    grpc.credentials.createInsecure(),
    messageLimits,
  );
  return {
    client,
    gone: () => gone,
    async close() {
      client.close();
      await child.end("SIGTERM", endPatience);
    },
  };
}
