import type { Parameters } from "../router/parameters.ts";
import type { Callback, FunctionsRuntime, Response } from "../router/runtime.ts";
import { isKnownKey } from "./keys.ts";
import { type ContextReply, replyTo } from "./reply.ts";
import { readSettings, settingsPath } from "./settings.ts";
import { findContext } from "./sync.ts";

declare const Twilio: { readonly Response: new () => Response };
declare const Runtime: FunctionsRuntime;

/** Milliseconds that a desk waits for Sync: Twilio ends a Function after ten seconds. */
const patience = 8000;

/** The Twilio Function at `/v1/{account}/{project}/handoff_state`. It is public: the desk's key is all that opens it. */
export function handler(_context: unknown, parameters: Parameters, callback: Callback): void {
  answer(parameters).then(
    (reply) => callback(null, responseOf(reply)),
    (error: unknown) => {
      // The message is ours or the platform's and holds nothing of the call; the stack says where.
      console.error("context fault:", error instanceof Error ? error.stack : "unknown");
      callback(null, responseOf({ status: 500, body: { error_message: "The API is out of order." } }));
    },
  );
}

async function answer(parameters: Parameters): Promise<ContextReply> {
  const { scope, hashes, sync } = loadSettings();
  return await replyTo(
    { key: keyOf(parameters), id: parameters.id, shared_id: parameters.shared_id },
    (key) => isKnownKey(scope, key, hashes),
    (id) => findContext(scope, id, sync, Date.now(), patience, fetch),
  );
}

/** A parameter called `request` takes the place of what the platform says of the request. */
function keyOf({ request }: Parameters): unknown {
  return typeof request === "object" ? request.headers?.["x-api-key"] : undefined;
}

function responseOf({ status, body }: ContextReply): Response {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader("Content-Type", "application/json");
  response.appendHeader("Cache-Control", "no-store");
  response.setBody(JSON.stringify(body));
  return response;
}

/** A build's assets never change, so a warm Function reads them once. */
let loaded: ReturnType<typeof readSettings> | undefined;

function loadSettings(): ReturnType<typeof readSettings> {
  if (loaded) return loaded;
  const asset = Runtime.getAssets()[settingsPath];
  if (!asset) throw new Error("The settings are not among the private assets of this build");
  loaded = readSettings(asset.open());
  return loaded;
}
