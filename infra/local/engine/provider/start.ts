/** Starts the providers that Pulumi.yaml names, in the surroundings that the CLI gives them. */
import { Problem } from "../problem.ts";
import type { Config, Project } from "../project.ts";
import { startProvider } from "./process.ts";
import { openProvider, type Provider } from "./provider.ts";

export interface ProviderSurroundings {
  readonly project: Project;
  readonly config: Promise<Config>;
  readonly env: NodeJS.ProcessEnv;
  readonly engineAddress: string;
  readonly dryRun: boolean;
  readonly adopt: (pid: number) => void;
  readonly onLine: (text: string) => void;
}

export async function startFor(packageName: string, surroundings: ProviderSurroundings): Promise<Provider> {
  const { project, config, env, engineAddress, dryRun, adopt, onLine } = surroundings;
  const folder = project.providers.get(packageName);
  if (folder === undefined) {
    throw new Problem(
      `No provider is known for the package "${packageName}": name its folder in Pulumi.yaml under ` +
        "plugins.providers, as the embedded engine looks nowhere else.",
    );
  }
  // A provider gets its stack config also where no program runs, so that none of it need be in the state.
  const text = Object.fromEntries([...(await config)].map(([key, value]) => [key, value.text]));
  const process = await startProvider({
    packageName,
    folder,
    directory: project.directory,
    env: { ...env, PULUMI_CONFIG: JSON.stringify(text) },
    engineAddress,
    adopt,
    onLine,
  });
  return openProvider(process, { folder, engineAddress, dryRun });
}
