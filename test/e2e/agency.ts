import type { Details, Handoffs } from "../../agent/api.d.ts";
import { handoffs } from "../../agent/index.ts";
import type { CallRequest } from "../../infra/local/twilio/call/call-request.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { type Company, openCompany } from "./company.ts";
import { embeddedEngine } from "./engine.ts";
import { type Outputs, outputsOf } from "./served.ts";

/** A deployed company whose agent hands calls over with what it knows. */
export interface Agency {
  readonly company: Company;
  readonly outputs: Outputs;
  /** Calls a number of the company, or a URL. */
  call(request: CallRequest): Promise<CallTrace>;
  /** The SID of a call that is with the agent. */
  incoming(outcomes?: CallRequest["outcomes"]): Promise<string>;
  trace(callSid: string): Promise<CallTrace>;
  /** `ttl`: seconds that it keeps a context. */
  agent(ttl?: number): Handoffs<string>;
  /** Hands a new call over, and gives its SID. */
  handOver(details: Details, destination?: string, ttl?: number): Promise<string>;
  close(): Promise<void>;
}

export const caller = "+442079460990";

const around: Readonly<Record<string, string>> = {
  "handoffs.yaml": `
project: acme-support
environments:
  live:
    agent: {url: "https://agent.example.com/voice"}
context: {ttl: 1h, keys: [{secret: deskKey}, {secret: nextKey}]}
`,
  "numbers/main-line.yaml": `
name: Main line
answer: agent
onError: reception
environments:
  live: {number: "+442079460000"}
`,
  "destinations/reception.yaml": `
name: Reception
description: The caller asks for a person.
default: true
to: "+442079460100"
`,
};

/** A company with a line, an agent and a reception, and other files over it. */
export async function openAgency(files: Readonly<Record<string, string>>): Promise<Agency> {
  const company = await openCompany({ files: { ...around, ...files } });
  const run = await embeddedEngine(company).up();
  if (!run.succeeded) throw new Error(run.text);
  const outputs = await outputsOf(company);
  const { origin, endpoint, credentials } = company.emulator;
  const { accountSid, apiKey, apiSecret } = credentials;
  const calls = async (path: string, init?: RequestInit) =>
    (await (await fetch(`${origin}/emulator/calls${path}`, init)).json()) as CallTrace;

  const agency: Agency = {
    company,
    outputs,
    call: (request) => calls("", { method: "POST", body: JSON.stringify(request) }),
    incoming: async (outcomes = []) =>
      (await agency.call({ to: "+442079460000", from: caller, outcomes })).callSid,
    trace: (callSid) => calls(`/${callSid}`),
    agent: (ttl = 3600) =>
      handoffs({
        destinations: outputs.handoffs,
        context: outputs.context && { ...outputs.context, ttl },
        twilio: { accountSid, apiKey, apiSecret, endpoint },
      }),
    async handOver(details, destination = "reception", ttl) {
      const callSid = await agency.incoming();
      const outcome = await agency.agent(ttl).callHandoff(callSid, destination, details);
      if (outcome.status !== "moved" || !outcome.context.stored) throw new Error(JSON.stringify(outcome));
      return callSid;
    },
    close: () => company.close(),
  };
  return agency;
}
