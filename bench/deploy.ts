import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { refresh, up } from "../infra/local/engine/engine.ts";
import { startEmulator } from "../infra/local/twilio/emulator.ts";
import { generateProject } from "./project.ts";

/** Calls to Twilio and seconds of one run. */
export interface Measured {
  readonly run: string;
  /** Status polls apart. */
  readonly calls: number;
  readonly polls: number;
  readonly seconds: number;
  readonly budget: number;
}

/** Deploys 100 destinations and 20 existing numbers, changes one, changes nothing, refreshes. */
export async function measureDeployments(): Promise<readonly Measured[]> {
  const project = generateProject(100, 20);
  const emulator = await startEmulator({
    directory: join(project.root, "twilio"),
    latency: 50,
    buildTime: 2500,
  });
  const { accountSid, apiKey, apiSecret } = emulator.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  for (const PhoneNumber of project.numbers)
    await fetch(`${emulator.origin}/api/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ PhoneNumber }),
    });
  writeFileSync(
    join(project.root, "Pulumi.local.yaml"),
    `config:\n  twilio:endpoint: ${emulator.endpoint}\n  twilio:accountSid: ${accountSid}\n  twilio:apiKey: ${apiKey}\n  twilio:apiSecret: ${apiSecret}\n`,
  );
  const options = {
    root: project.root,
    stack: "local",
    stateFile: join(project.root, "stack.json"),
    passphrase: "bench",
  };
  const measure = async (run: string, budget: number, operation: typeof up): Promise<Measured> => {
    await fetch(`${emulator.origin}/emulator/requests`, { method: "DELETE" });
    const began = performance.now();
    const outcome = await operation(options);
    const seconds = (performance.now() - began) / 1000;
    if (outcome.status === "failed") throw new Error(JSON.stringify(outcome.diagnostics, undefined, 2));
    const { counts } = (await (await fetch(`${emulator.origin}/emulator/requests`)).json()) as {
      readonly counts: { readonly total: number; readonly statusPolls: number };
    };
    return { run, calls: counts.total - counts.statusPolls, polls: counts.statusPolls, seconds, budget };
  };
  try {
    const created = await measure("create", 240, up);
    project.retarget(42);
    const changed = await measure("change one destination", 5, up);
    const same = await measure("nothing changed", 0, up);
    const refreshed = await measure("refresh", 5, refresh);
    return [created, changed, same, refreshed];
  } finally {
    await emulator.close();
    project.remove();
  }
}
