// A project in a temporary folder whose program declares what a test lists, whose provider is real and whose
// cloud is a folder; run by the embedded engine or by the pulumi CLI.
import { execFile, execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  destroy,
  type EngineOptions,
  type Outcome,
  preview,
  refresh,
  up,
} from "../../../../infra/local/engine/engine.ts";
import { openSecrets } from "../../../../infra/local/engine/state/secrets.ts";
import {
  parseState,
  type ResourceState,
  type StateContents,
} from "../../../../infra/local/engine/state/state.ts";

export type Kind = "preview" | "up" | "refresh" | "destroy";

export interface Thing {
  readonly name: string;
  readonly kind?: "thing" | "group" | "provider" | "get" | "find";
  readonly inputs?: object;
  readonly options?: object;
}

export interface Spec {
  readonly things: readonly Thing[];
  readonly outputs?: object;
  readonly print?: readonly string[];
  readonly ending?: "throw" | "throw with a stack" | "log error" | "exit" | "reject" | "transform";
}

export interface Run {
  readonly succeeded: boolean;
  /** All that was said, for assertions on messages. */
  readonly text: string;
  readonly outcome?: Outcome;
}

export interface SampleStack {
  readonly folder: string;
  readonly stateFile: string;
  readonly env: NodeJS.ProcessEnv;
  declare(spec: Spec): void;
  run(kind: Kind, options?: Partial<EngineOptions>): Promise<Run>;
  /** The calls to the cloud since the last look, in order, without those to Cancel, which the CLI always makes. */
  calls(): readonly string[];
  /** What stands in the cloud, by name. */
  objects(): { readonly [name: string]: { readonly [key: string]: unknown } };
  change(name: string, object: object | undefined): void;
  state(): Promise<StateContents>;
  dispose(): void;
}

const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));
const repository = fileURLToPath(new URL("../../../..", import.meta.url));
export const passphrase = "a passphrase of the tests";

export function pulumiOnPath(): boolean {
  try {
    execFileSync("pulumi", ["version"], {
      stdio: "ignore",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return true;
  } catch {
    return false;
  }
}

export function openSampleStack(
  engine: "embedded" | "pulumi",
  settings: { config?: object; env?: object } = {},
): SampleStack {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const cloud = join(folder, "cloud");
  mkdirSync(join(cloud, "objects"), { recursive: true });
  writeFileSync(join(cloud, "calls.log"), "");
  const project = {
    name: "sample-project",
    runtime: { name: "nodejs", options: { typescript: false } },
    main: "index.js",
    plugins: { providers: [{ name: "sample", path: join(fixtures, "provider") }] },
  };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project));
  if (settings.config !== undefined) {
    writeFileSync(join(folder, "Pulumi.dev.yaml"), JSON.stringify({ config: settings.config }));
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "program", type: "commonjs" }));
  copyFileSync(join(fixtures, "program", "index.js"), join(folder, "index.js"));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    SAMPLE_CLOUD: cloud,
    // Loading the SDK is most of a run; Node 22 and later need not compile it each time.
    NODE_COMPILE_CACHE: join(repository, "node_modules", ".cache", "compile"),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...settings.env,
  };
  const stateFile = join(folder, "local", "state.json");
  const object = (name: string) => {
    const file = readdirSync(join(cloud, "objects")).find(
      (entry) => read(join(cloud, "objects", entry)).name === name,
    );
    return join(cloud, "objects", file ?? `${name}-new.json`);
  };
  let seen = 0;
  let initialised = false;

  async function cli(args: readonly string[]): Promise<Run> {
    return new Promise((resolve) => {
      execFile(
        "pulumi",
        [...args, "--non-interactive"],
        { cwd: folder, env, maxBuffer: 2 ** 28 },
        (error, out, err) => resolve({ succeeded: error === null, text: `${out}\n${err}` }),
      );
    });
  }

  async function pulumi(kind: Kind): Promise<Run> {
    if (!initialised) await cli(["stack", "init", "dev"]);
    initialised = true;
    return cli([kind, "-s", "dev", ...(kind === "preview" ? [] : ["--yes", "--skip-preview"])]);
  }

  async function embedded(kind: Kind, options: Partial<EngineOptions>): Promise<Run> {
    const run = { preview, up, refresh, destroy }[kind];
    const outcome = await run({ root: folder, stack: "dev", stateFile, passphrase, env, ...options });
    return { succeeded: outcome.status === "succeeded", text: JSON.stringify(outcome), outcome };
  }

  return {
    folder,
    stateFile,
    env,
    declare: (spec) => writeFileSync(join(folder, "spec.json"), JSON.stringify(spec)),
    run: (kind, options = {}) => (engine === "pulumi" ? pulumi(kind) : embedded(kind, options)),
    calls() {
      const lines = readFileSync(join(cloud, "calls.log"), "utf8").split("\n").slice(0, -1);
      const fresh = lines.slice(seen);
      seen = lines.length;
      return fresh.filter((call) => !call.startsWith("cancel"));
    },
    objects: () =>
      Object.fromEntries(
        readdirSync(join(cloud, "objects"))
          .map((entry) => read(join(cloud, "objects", entry)))
          .map((content) => [content.name, content]),
      ),
    change(name, content) {
      if (content === undefined) rmSync(object(name));
      else writeFileSync(object(name), JSON.stringify({ name, ...content }));
    },
    async state() {
      if (engine === "pulumi") {
        const { text } = await cli(["stack", "export", "-s", "dev"]);
        return openText(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
      }
      return existsSync(stateFile)
        ? openText(readFileSync(stateFile, "utf8"))
        : { resources: [], pending: [] };
    },
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function openText(text: string): Promise<StateContents> {
  const sealed = parseState(text, "the state");
  return sealed.open(await openSecrets(passphrase, sealed.salt));
}

function read(file: string): { readonly [key: string]: unknown; readonly name: string } {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** States without what differs from run to run: times, random ids, order without meaning. */
export function comparable({ resources, pending }: StateContents): unknown {
  const ids = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ id = "", urn }) => [id, `id of ${urn}`]),
  );
  const plain = (state: ResourceState) => {
    const { created: _c, modified: _m, ...rest } = state;
    const text = JSON.stringify({
      ...rest,
      dependencies: [...(state.dependencies ?? [])].sort(),
      propertyDependencies: Object.fromEntries(
        Object.entries(state.propertyDependencies ?? {})
          .filter(([, urns]) => urns.length > 0)
          .map(([key, urns]) => [key, [...urns].sort()]),
      ),
      sourcePosition: undefined,
      stackTrace: undefined,
      id: state.id === "" ? undefined : state.id,
    });
    return JSON.parse([...ids].reduce((known, [id, name]) => known.replaceAll(id, name), text));
  };
  const byUrn = (a: ResourceState, b: ResourceState) => (a.urn + a.id < b.urn + b.id ? -1 : 1);
  return {
    resources: [...resources].map(plain).sort(byUrn),
    pending: pending.map(({ type, resource }) => ({ type, urn: resource.urn })),
  };
}
