/** Pulumi.yaml and Pulumi.<stack>.yaml: where the program and its providers are, and the stack's config. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parse } from "yaml";
import { messageOf, Problem, refusal } from "./problem.ts";
import type { Secrets } from "./state/secrets.ts";

export interface Project {
  readonly name: string;
  readonly root: string;
  /** Working directory of the program and its providers: the folder of `main`. */
  readonly directory: string;
  /** What cmd/run is told to load, relative to `directory`. */
  readonly entry: string;
  readonly typescript: boolean;
  readonly nodeArguments: readonly string[];
  /** Folder of the executable `pulumi-resource-<name>`, by package. */
  readonly providers: ReadonlyMap<string, string>;
  readonly stack: StackSettings;
}

interface StackSettings {
  readonly salt: string | undefined;
  readonly config: Mapping;
}

type Mapping = { readonly [key: string]: unknown };

export interface ConfigValue {
  readonly text: string;
  readonly secret: boolean;
}

/** By full key: `project:key`. */
export type Config = ReadonlyMap<string, ConfigValue>;

export function readProject(root: string, stack: string): Project {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) throw new Problem(`${file} does not exist: the root has to be a Pulumi project.`);
  const settings = readYaml(file);
  for (const feature of ["config", "stackConfigDir"]) {
    if (settings[feature] !== undefined) throw refusal(`\`${feature}\` in Pulumi.yaml`);
  }
  const name = settings.name;
  if (typeof name !== "string") throw new Problem(`${file} has no \`name\`.`);
  const runtime = mapping(settings.runtime, { name: settings.runtime });
  if (runtime.name !== "nodejs") throw refusal(`the runtime ${JSON.stringify(runtime.name)} (only nodejs)`);
  const options = mapping(runtime.options, {});
  const nodeArguments =
    typeof options.nodeargs === "string" ? options.nodeargs.split(/\s+/).filter(Boolean) : [];
  return {
    name,
    root,
    ...entryPoint(root, settings.main),
    typescript: options.typescript !== false,
    nodeArguments,
    providers: providerFolders(root, settings.plugins),
    stack: readStack(root, stack),
  };
}

function entryPoint(root: string, main: unknown): Pick<Project, "directory" | "entry"> {
  if (main === undefined) return { directory: root, entry: "." };
  const path = resolve(root, String(main));
  if (relative(root, path).split(sep)[0] === "..")
    throw new Problem(`\`main\` of Pulumi.yaml is outside ${root}.`);
  if (!existsSync(path)) {
    throw new Problem(
      `The program ${path}, named by \`main\` in Pulumi.yaml, does not exist. Has it been built?`,
    );
  }
  return statSync(path).isDirectory()
    ? { directory: path, entry: "." }
    : { directory: dirname(path), entry: basename(path) };
}

function providerFolders(root: string, plugins: unknown): ReadonlyMap<string, string> {
  const listed = mapping(plugins, {}).providers;
  const folders = (Array.isArray(listed) ? listed : []).flatMap((item: unknown) => {
    const { name, path } = mapping(item, {});
    return typeof name === "string" && typeof path === "string" ? [[name, resolve(root, path)] as const] : [];
  });
  return new Map(folders);
}

function readStack(root: string, stack: string): StackSettings {
  const file = join(root, `Pulumi.${stack}.yaml`);
  const settings = existsSync(file) ? readYaml(file) : {};
  if (settings.environment !== undefined) throw refusal("ESC environments");
  const { secretsprovider: kind, encryptionsalt: salt } = settings;
  if (settings.encryptedkey !== undefined || (kind !== undefined && kind !== "passphrase")) {
    throw refusal(`the secrets provider ${JSON.stringify(kind ?? "of an encrypted key")} (only passphrase)`);
  }
  return { salt: typeof salt === "string" ? salt : undefined, config: mapping(settings.config, {}) };
}

/** Whether the stack's config holds encrypted values, which need the key to be read. */
export function hasSecretConfig(project: Project): boolean {
  return /"secure":/.test(JSON.stringify(project.stack.config));
}

/** `overrides` win. Scalars become text and structures JSON, as the CLI hands them to programs and providers. */
export function readConfig(project: Project, overrides: Mapping, secrets: Secrets | undefined): Config {
  const config = new Map<string, ConfigValue>();
  for (const [key, value] of [...Object.entries(project.stack.config), ...Object.entries(overrides)]) {
    let secret = false;
    const plain = plaintext(value, (ciphertext) => {
      secret = true;
      if (secrets === undefined) throw new Error("secret config was read without its key");
      return secrets.decrypt(ciphertext);
    });
    const text = typeof plain === "object" && plain !== null ? JSON.stringify(plain) : String(plain);
    config.set(key.includes(":") ? key : `${project.name}:${key}`, { text, secret });
  }
  return config;
}

function plaintext(value: unknown, decrypt: (ciphertext: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => plaintext(item, decrypt));
  if (typeof value !== "object" || value === null) return value;
  const { secure, ...others } = value as Mapping;
  if (typeof secure === "string" && Object.keys(others).length === 0) return decrypt(secure);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plaintext(item, decrypt)]));
}

function readYaml(file: string): Mapping {
  try {
    return mapping(parse(readFileSync(file, "utf8")), {});
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function mapping(value: unknown, otherwise: Mapping): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Mapping)
    : otherwise;
}
