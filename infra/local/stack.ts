import type { Cloud } from "./cloud.ts";
import type { EngineEvent, EngineOptions } from "./engine/engine.ts";
import type { Workspace } from "./workspace.ts";

/** Protects nothing: the emulator's account exists nowhere else. Known, so that the pulumi CLI can take the stack over. */
export const passphrase = "local";

/** How the embedded engine runs the local stack against an emulator. Whatever the shell says of Twilio is left out. */
export function engineOptions(
  workspace: Workspace,
  cloud: Cloud,
  onEvent: (event: EngineEvent) => void,
  signal: AbortSignal,
): EngineOptions {
  const { accountSid, apiKey, apiSecret } = cloud.credentials;
  return {
    root: workspace.root,
    stack: workspace.plan.environment,
    stateFile: workspace.stateFile,
    passphrase,
    config: {
      "twilio:endpoint": `${cloud.origin}/{product}`,
      "twilio:accountSid": accountSid,
      "twilio:apiKey": apiKey,
      "twilio:apiSecret": apiSecret,
    },
    env: Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !name.startsWith("TWILIO_") && !name.startsWith("PULUMI_"),
      ),
    ),
    onEvent,
    signal,
  };
}
