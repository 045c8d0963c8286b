import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/catalog/load.ts";
import type { OutcomeName } from "../../src/evaluate/outcome.ts";
import { compile } from "../../src/plan/compile.ts";
import { readDisk } from "../../src/source/disk.ts";
import { type Company, openCompany } from "./company.ts";
import { embeddedEngine } from "./engine.ts";
import { call, type Deployed, deploy } from "./played.ts";

const password = "a-password-that-is-searched-for";

const files = {
  "handoffs.yaml": 'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\n',
  "destinations/operator.yaml":
    'name: Operator\ndescription: The caller asks for anybody at all.\ndefault: true\nto: "+442079460199"\nscreening: {whisper: "From ${caller}, in ${call_sid}."}\n',
  "destinations/trunk.yaml":
    'name: Trunk\ndescription: The desk behind the trunk with a password.\nto: {sip: {uri: "sip:desk@pbx.example.com", transport: tls, username: acme, password: {secret: pbxPassword}}}\nfallback: operator\n',
  "destinations/handback.yaml":
    'name: Handback\ndescription: The caller wants the operator of the PBX again.\nto: {sip: {uri: "sip:operator@pbx.example.com", method: refer}}\nfallback: operator\n',
  "numbers/line.yaml":
    'name: Line\nanswer: agent\nonError: operator\nenvironments: {live: {number: "+442079460000"}}\n',
  "numbers/pbx.yaml":
    "name: PBX\nanswer: handback\nonError: operator\nenvironments: {live: {sipDomain: acme.sip.twilio.com}}\n",
};

let company: Company;
let deployed: Deployed;
const at = Date.parse("2026-11-23T10:00:00Z");

beforeAll(async () => {
  company = await openCompany({ files });
  const { accountSid } = company.emulator.credentials;
  await company.twilio(`/api/2010-04-01/Accounts/${accountSid}/SIP/Domains.json`, {
    DomainName: "acme.sip.twilio.com",
  });
  company.edit("Pulumi.local.yaml", "config:\n", `config:\n  handoffs:pbxPassword: ${password}\n`);
  const { catalog, diagnostics } = load(readDisk(company.root));
  if (!catalog) throw new Error(JSON.stringify(diagnostics));
  deployed = await deploy(company, compile(catalog, "local", "2026-11-23"));
});

afterAll(() => company.close());

describe("calls by SIP", () => {
  it("ring a trunk with its user name and password, which stand nowhere else", async () => {
    const trace = await call(deployed, { target: "trunk", outcomes: [], handoffs: [], at });
    const leg = trace.events.find((event) => event.kind === "leg");
    expect(leg).toMatchObject({
      destination: { kind: "sip", uri: "sip:desk@pbx.example.com;transport=tls", username: "acme" },
    });
    expect(readFileSync(join(company.root, "stack.json"), "utf8")).not.toContain(password);
    expect(JSON.stringify(trace)).not.toContain(password);
  });

  it("have nothing to deploy a second time", async () => {
    const again = await embeddedEngine(company).up();
    expect({ succeeded: again.succeeded, changes: again.changes }, again.text).toEqual({
      succeeded: true,
      changes: [],
    });
    const refreshed = await embeddedEngine(company).refresh();
    expect(refreshed.changes).toEqual([]);
  });

  it("are transferred by REFER, or shown a number of ours when that is refused", async () => {
    const from = "sip:alice@pbx.example.com";
    const transferred = await call(deployed, { target: "pbx", outcomes: [], handoffs: [], at, from });
    expect(transferred.end).toMatchObject({
      kind: "person",
      destination: { uri: "sip:operator@pbx.example.com" },
    });
    const refused = await call(deployed, { target: "pbx", outcomes: ["refused"], handoffs: [], at, from });
    expect(refused.events.find((event) => event.kind === "leg")).toMatchObject({
      destination: { number: "+442079460199" },
      callerId: "+442079460000",
      bridged: true,
    });
  });

  it("say nobody's number in a whisper, and a caller by telephone has their own", async () => {
    const heard = async (from: string, target: string, outcomes: readonly OutcomeName[] = []) => {
      const trace = await call(deployed, { target, outcomes, handoffs: [], at, from });
      const whisper = trace.events.flatMap((event) => (event.kind === "leg" ? (event.whisper ?? []) : []));
      const said = whisper.flatMap((event) => (event.kind === "say" ? [event.text] : []));
      return said.join().replace(trace.callSid, "this call");
    };
    expect(await heard("sip:alice@pbx.example.com", "pbx", ["refused"])).toBe("From , in this call.");
    expect(await heard("+266696687", "operator")).toBe("From , in this call.");
    expect(await heard("+442079460990", "operator")).toBe("From +442079460990, in this call.");
  });

  it("are given back to their domain's previous webhook on destroy", async () => {
    const run = await embeddedEngine(company).destroy();
    expect(run.succeeded, run.text).toBe(true);
    const { accountSid } = company.emulator.credentials;
    const { domains } = await company.twilio(`/api/2010-04-01/Accounts/${accountSid}/SIP/Domains.json`);
    expect(domains).toMatchObject([
      { domain_name: "acme.sip.twilio.com", voice_url: expect.not.stringContaining("twil.io") },
    ]);
  });
});
