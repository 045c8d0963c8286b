import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startCloud } from "./cloud.ts";
import { inTurn } from "./process.ts";
import { generateProject } from "./project.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const trivialProvider = fileURLToPath(new URL("./trivial-provider.cjs", import.meta.url));

/** `pulumi up` with nothing to change: ours, and as many resources of a provider that does nothing; seconds. */
export interface NoOperation {
  readonly resources: number;
  readonly ours: number;
  readonly trivial: number;
}

/** Undefined where the pulumi CLI is not on PATH. */
export async function measureNoOperation(destinations: number): Promise<NoOperation | undefined> {
  if (spawnSync("pulumi", ["version"], { stdio: "ignore" }).status !== 0) return undefined;
  const project = generateProject(destinations, 0);
  const cloud = await startCloud(join(project.root, "twilio"));
  const bare = mkdtempSync(join(tmpdir(), "handoffs-bench-trivial-"));
  try {
    const { accountSid, apiKey, apiSecret } = cloud.credentials;
    writeFileSync(
      join(project.root, "Pulumi.local.yaml"),
      `config:\n  twilio:endpoint: ${cloud.endpoint}\n  twilio:accountSid: ${accountSid}\n  twilio:apiKey: ${apiKey}\n  twilio:apiSecret: ${apiSecret}\n`,
    );
    const ours = await deployed(project.root);
    const resources = JSON.parse(await ours("stack", "export")).deployment.resources as readonly {
      readonly type: string;
    }[];
    const count = resources.filter(({ type }) => type.startsWith("twilio:")).length;
    writeTrivial(bare, count);
    const trivial = await deployed(bare);
    const noOperation = (pulumi: typeof ours) => async (): Promise<number> => {
      const began = performance.now();
      await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
      return (performance.now() - began) / 1000;
    };
    const [ownTime = 0, trivialTime = 0] = await inTurn(5, [noOperation(ours), noOperation(trivial)]);
    return { resources: count, ours: ownTime, trivial: trivialTime };
  } finally {
    await cloud.close();
    project.remove();
    rmSync(bare, { recursive: true, force: true });
  }
}

/** Deploys a project for the first time; gives the CLI on its stack. */
async function deployed(root: string): Promise<(...args: readonly string[]) => Promise<string>> {
  mkdirSync(join(root, "backend"));
  const env = {
    PATH: process.env.PATH,
    HOME: root,
    PULUMI_HOME: join(root, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const pulumi = async (...args: readonly string[]): Promise<string> => {
    const options = { cwd: root, env, maxBuffer: 1 << 28 };
    return (await promisify(execFile)("pulumi", [...args, "--non-interactive"], options)).stdout;
  };
  await pulumi("stack", "init", "local");
  await pulumi("up", "--yes", "--skip-preview");
  return pulumi;
}

/** A program of so many resources, each with a text as long as a small document. */
function writeTrivial(root: string, count: number): void {
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, "provider"));
  writeFileSync(join(root, "provider", "package.json"), '{ "type": "commonjs" }');
  const wrapper = join(root, "provider", "pulumi-resource-trivial");
  writeFileSync(wrapper, `#!/usr/bin/env node\nrequire(${JSON.stringify(trivialProvider)});\n`);
  chmodSync(wrapper, 0o755);
  writeFileSync(join(root, "package.json"), readFileSync(join(repository, "package.json")));
  writeFileSync(
    join(root, "Pulumi.yaml"),
    "name: trivial\nmain: index.cjs\nruntime: {name: nodejs, options: {typescript: false}}\nplugins: {providers: [{name: trivial, path: provider}]}\n",
  );
  writeFileSync(
    join(root, "index.cjs"),
    `const { CustomResource } = require("@pulumi/pulumi");
for (let index = 0; index < ${count}; index++)
  new CustomResource("trivial:index:Thing", "thing-" + index, { text: "x".repeat(300), index });
`,
  );
}
