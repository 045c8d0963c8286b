/** What has to be decrypted before a run: the stack's config and its state. */
import { existsSync, readFileSync } from "node:fs";
import type { EngineOptions } from "./engine.ts";
import { messageOf, Problem } from "./problem.ts";
import { type Config, hasSecretConfig, type Project, readConfig } from "./project.ts";
import { openSecrets, type Secrets } from "./state/secrets.ts";
import { parseState, type StateContents } from "./state/state.ts";

export interface Opened {
  readonly config: Promise<Config>;
  readonly state: Promise<{ readonly contents: StateContents; readonly secrets: Secrets }>;
}

/** Derives the keys while processes start; config without secrets does not wait for them. */
export function open(
  { passphrase, stack, stateFile, config: overrides }: EngineOptions,
  project: Project,
): Opened {
  const sealed = existsSync(stateFile) ? parseState(read(stateFile), stateFile) : undefined;
  const { salt } = project.stack;
  const stateSalt = sealed?.salt ?? salt;
  const stateKey = openSecrets(passphrase, stateSalt);

  async function configKey(): Promise<Secrets | undefined> {
    if (!hasSecretConfig(project)) return undefined;
    if (salt === undefined)
      throw new Problem(`Pulumi.${stack}.yaml holds secrets but no \`encryptionsalt\`.`);
    return salt === stateSalt ? stateKey : openSecrets(passphrase, salt);
  }

  const config = configKey().then((secrets) => readConfig(project, overrides ?? {}, secrets));
  const state = stateKey.then((secrets) => ({
    secrets,
    contents: sealed?.open(secrets) ?? { resources: [], pending: [] },
  }));
  // Each is awaited later; until then a failure is nobody's.
  for (const promise of [config, state]) promise.catch(() => {});
  return { config, state };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Problem(`The state file cannot be read: ${messageOf(error)}.`);
  }
}
