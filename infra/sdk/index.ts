export {
  ContextFunction,
  type ContextFunctionArgs,
  type ContextFunctionState,
} from "./context-function.ts";
export {
  PhoneNumberWebhook,
  type PhoneNumberWebhookArgs,
  type PhoneNumberWebhookState,
  type VoiceWebhook,
} from "./phone-number-webhook.ts";
export { Provider, type ProviderArgs } from "./provider.ts";
export { Release, type ReleaseArgs, type ReleaseState } from "./release.ts";
export {
  RouterFunction,
  type RouterFunctionArgs,
  type RouterFunctionState,
  type RoutingPolicy,
} from "./router-function.ts";
export {
  ServerlessService,
  type ServerlessServiceArgs,
  type ServerlessServiceState,
} from "./serverless-service.ts";
export {
  SipDomainWebhook,
  type SipDomainWebhookArgs,
  type SipDomainWebhookState,
} from "./sip-domain-webhook.ts";
export { TwimlBin, type TwimlBinArgs, type TwimlBinState } from "./twiml-bin.ts";
