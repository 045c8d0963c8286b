import { startEmulator } from "../infra/local/twilio/emulator.ts";

// A process of its own, so that neither of those that are compared shares one with it.
const [directory = ""] = process.argv.slice(2);
const { origin, endpoint, credentials } = await startEmulator({ directory, latency: 50, buildTime: 2500 });
process.stdout.write(`${JSON.stringify({ origin, endpoint, credentials })}\n`);
