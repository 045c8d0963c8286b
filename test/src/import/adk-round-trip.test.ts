import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { load } from "../../../src/catalog/load.ts";
import { importAdk } from "../../../src/import/adk.ts";
import { projectAround } from "../../../src/import/project.ts";
import { adk } from "../../../src/manifest/adk.ts";
import { manifestOf } from "../../../src/manifest/manifest.ts";
import { compile } from "../../../src/plan/compile.ts";
import { sampleRoot } from "../project.ts";
import { sourceOfFiles } from "./source.ts";

const folder = join(sampleRoot, "test", "fixtures", "adk");
const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);

interface Handoff {
  readonly name: unknown;
  readonly description?: string;
  readonly is_default?: boolean;
  readonly sip_config?: Readonly<Record<string, unknown>>;
  readonly sip_headers?: readonly { readonly key: string; readonly value: unknown }[];
}

/** What PolyAI's tools take a file to say, whichever of several ways says it. YAML 1.1 is what they read. */
function meaningOf(text: string): readonly object[] {
  const { handoffs } = parse(text, { version: "1.1", merge: true, intAsBigInt: false }) as {
    readonly handoffs: readonly Handoff[];
  };
  return handoffs
    .map(({ name, description, is_default, sip_config, sip_headers }) => ({
      name: String(name),
      description: description ?? "",
      isDefault: is_default ?? false,
      call: callOf(sip_config ?? {}),
      headers: (sip_headers ?? []).map(({ key, value }) => `${key}: ${String(value)}`).sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The request that is sent: its method, the address that it names, and how the speech travels. */
function callOf(config: Readonly<Record<string, unknown>>): string {
  const method = String(config.method ?? "bye").toLowerCase();
  if (method === "bye") return "BYE";
  const route = bare(String(config.phone_number)).replace(/^tel:/, "");
  if (method === "refer") return `REFER ${plus(route)}`;
  const endpoint = bare(String(config.outbound_endpoint ?? ""));
  const server = endpoint.replace(/^sip:/, "");
  const address = /^sips?:/.test(route)
    ? route
    : server.startsWith("sips:")
      ? `sips:${route}@${server.slice(5)}`
      : `sip:${route}@${server}`;
  return `INVITE ${address} ${String(config.outbound_encryption)}`;
}

/** An address without the brackets that may stand around it. */
function bare(text: string): string {
  return text.replace(/^<(.*)>$/, "$1");
}

/** YAML reads an unquoted +44… as a number, and PolyAI's tools then have no plus. What was meant is plain. */
function plus(route: string): string {
  return /^442079460\d{3}$/.test(route) ? `+${route}` : route;
}

/** ADK, ours, and ADK again. */
function roundTrip(text: string, host?: string) {
  const imported = importAdk({ file: "handoffs.yaml", text }, { default: undefined }, host);
  const loaded = load(sourceOfFiles(projectAround(imported.destinations, "acme", "0.1.0")));
  const errors = [...imported.diagnostics, ...loaded.diagnostics].filter(
    ({ severity }) => severity === "error",
  );
  expect(errors).toEqual([]);
  if (!loaded.catalog) throw new Error("A project without errors has a catalog.");
  const plan = compile(loaded.catalog, "live", "2026-11-23");
  return { imported, ...adk(manifestOf(plan), plan, host) };
}

describe("PolyAI's file, imported and written again", () => {
  it("is tried with at least 25 files", () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
  });

  it.each(files)("%s means what it meant", (_, text) => {
    const { text: back, imported } = roundTrip(text);
    expect(meaningOf(back)).toEqual(meaningOf(text));
    expect(imported.diagnostics.filter(({ code }) => code === "import-loss")).toEqual([]);
  });

  it.each(files)("%s gives what the agent supplies a way", (_, text) => {
    const { imported } = roundTrip(text);
    const { diagnostics } = load(sourceOfFiles(projectAround(imported.destinations, "acme", "0.1.0")));
    expect(diagnostics.filter(({ code }) => code === "variable-without-context")).toEqual([]);
  });

  it.each(files)("%s means the same when the SIP side has a name", (_, text) => {
    expect(meaningOf(roundTrip(text, "sbc.acme.example.com").text)).toEqual(meaningOf(text));
  });
});
