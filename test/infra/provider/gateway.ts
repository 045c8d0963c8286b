import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Account } from "./account.ts";
import type { ProviderProcess } from "./provider-process.ts";

/** Answers in Twilio's place where it returns true. */
export type Answers = (asked: IncomingMessage, body: string, response: ServerResponse) => boolean;

/** A provider that reaches the account through something which may answer by itself, as a gateway or a changed Twilio. */
export async function through(account: Account, answers: Answers): Promise<ProviderProcess> {
  const server = createServer(async (asked, response) => {
    let body = "";
    asked.setEncoding("utf8");
    for await (const chunk of asked) body += chunk;
    if (answers(asked, body, response)) return;
    const headers = { ...asked.headers, "content-length": Buffer.byteLength(body) };
    const url = new URL(asked.url ?? "/", account.emulator.origin);
    const passed = request(url, { method: asked.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    passed.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{product}`;
  const config = JSON.stringify({ accountSid, apiKey, apiSecret, endpoint });
  return await account.provider({ env: { PULUMI_CONFIG: config }, pace: { haste: 100, timeout: 2000 } });
}

/** Twilio's refusal. */
export function refuse(response: ServerResponse, status: number, code: number, message: string): true {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ code, message, status }));
  return true;
}
