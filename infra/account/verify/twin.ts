import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import type { Plan } from "../../../src/plan/plan.ts";
import { routerPlan } from "../../../src/router/plan.ts";
import type { Callback, FunctionsRuntime, Response } from "../../../src/router/runtime.ts";
import { planPath } from "../../../src/twiml/paths.ts";

type Handler = (context: object, event: Readonly<Record<string, unknown>>, callback: Callback) => void;

/** What a router deployed by this version of handoffs answers. */
export interface Twin {
  readonly code: string;
  readonly answer: (parameters: Readonly<Record<string, string>>) => Promise<string>;
}

/** The router's own file with the plan beside it, in this process. It has no passwords. */
export function routerTwin(plan: Plan): Twin {
  const code = readFileSync(fileURLToPath(new URL("../router/router.cjs", import.meta.url)), "utf8");
  const { routes, numbers, settings } = routerPlan(plan);
  const asset = JSON.stringify({ ...settings, routes, numbers });
  const Runtime: FunctionsRuntime = { getAssets: () => ({ [planPath]: { open: () => asset } }) };
  const module: { exports: { handler?: Handler } } = { exports: {} };
  compileFunction(code, ["module", "exports", "Twilio", "Runtime", "fetch", "console"])(
    module,
    module.exports,
    { Response: Answer },
    Runtime,
    () => Promise.reject(new Error("The twin asks nobody")),
    { error: () => {} },
  );
  return {
    code,
    answer: (parameters) =>
      new Promise((resolve, reject) => {
        module.exports.handler?.(
          {},
          { ...parameters, request: { headers: {}, cookies: {} } },
          (error, answer) => (answer instanceof Answer ? resolve(answer.body) : reject(error)),
        );
      }),
  };
}

class Answer implements Response {
  body = "";

  setBody(body: string): void {
    this.body = body;
  }

  appendHeader(): void {}

  setStatusCode(): void {}
}
