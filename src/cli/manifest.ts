import { adk } from "../manifest/adk.ts";
import { elevenlabs } from "../manifest/elevenlabs.ts";
import { json } from "../manifest/json.ts";
import { type Manifest, manifestOf, type Rendered } from "../manifest/manifest.ts";
import { anthropic, openai } from "../manifest/tool.ts";
import { typescript } from "../manifest/typescript.ts";
import { vapi } from "../manifest/vapi.ts";
import { local } from "../plan/environment.ts";
import type { Plan } from "../plan/plan.ts";
import { print } from "./print.ts";
import { openProject, planFor, validCatalog } from "./project.ts";
import { type Status, status } from "./status.ts";

export interface ManifestOptions {
  readonly dir?: string;
  readonly env: string;
  readonly format: "json" | "openai" | "anthropic" | "vapi" | "elevenlabs" | "typescript" | "adk";
  readonly domain?: string;
  readonly sipHost?: string;
}

/** The host name that an environment's bins are served from; undefined while nothing is deployed. */
export type FindDomain = (options: {
  readonly dir?: string;
  readonly env: string;
}) => Promise<string | undefined>;

/** `handoffs manifest`: what an agent needs to know, in the form that it needs. */
export async function manifest(options: ManifestOptions, findDomain: FindDomain): Promise<Status> {
  const { dir, env, format, sipHost } = options;
  const catalog = validCatalog(openProject(dir));
  if (!catalog) return status.problems;
  const { plan } = planFor(catalog, env);
  const holdsUrls = format === "json" || format === "typescript";
  const domain = holdsUrls ? await domainFor(options, findDomain) : undefined;
  if (holdsUrls && domain === undefined) print(`The URLs are relative: ${hint(env)}\n`, "stderr");
  const { text, losses, missing } = render(format, manifestOf(plan, domain), plan, sipHost);
  print(text);
  for (const line of [...losses, ...missing]) print(`${line}\n`, "stderr");
  return missing.length > 0 ? status.problems : status.clean;
}

/** How the domain of an environment becomes known. */
function hint(env: string): string {
  return env === local
    ? "nothing is deployed to the emulator yet. Run `handoffs local up` before."
    : `the domain of ${env} is unknown. Name it with --domain (\`pulumi stack output domain\`), or set TWILIO_ACCOUNT_SID and credentials once it is deployed.`;
}

function render(
  format: ManifestOptions["format"],
  made: Manifest,
  plan: Plan,
  sipHost: string | undefined,
): Rendered {
  switch (format) {
    case "json":
      return json(made);
    case "openai":
      return openai(made);
    case "anthropic":
      return anthropic(made);
    case "vapi":
      return vapi(made);
    case "elevenlabs":
      return elevenlabs(made);
    case "typescript":
      return typescript(made);
    case "adk":
      return adk(made, plan, sipHost);
  }
}

/** As it is named; otherwise the account's own answer, where credentials are at hand. */
async function domainFor(
  { dir, env, domain }: ManifestOptions,
  findDomain: FindDomain,
): Promise<string | undefined> {
  if (domain !== undefined) return domain;
  if (env !== local && !process.env.TWILIO_ACCOUNT_SID) return undefined;
  return await findDomain({ env, ...(dir === undefined ? {} : { dir }) });
}
