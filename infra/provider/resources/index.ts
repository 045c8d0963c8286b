import type { Resource } from "../resource.ts";
import { contextFunction } from "./context-function.ts";
import { phoneNumberWebhook } from "./phone-number-webhook.ts";
import { release } from "./release.ts";
import { routerFunction } from "./router-function.ts";
import { serverlessService } from "./serverless-service.ts";
import { sipDomainWebhook } from "./sip-domain-webhook.ts";
import { twimlBin } from "./twiml-bin.ts";

/** All resources of the provider. A new one is a file beside this one, a line here and its part of schema.json. */
export const resources: readonly Resource[] = [
  serverlessService,
  twimlBin,
  routerFunction,
  contextFunction,
  release,
  phoneNumberWebhook,
  sipDomainWebhook,
];
