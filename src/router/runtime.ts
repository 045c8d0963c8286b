/** The part of Twilio's Functions runtime that the router uses. https://www.twilio.com/docs/serverless/functions-assets/functions */
export interface FunctionsRuntime {
  /** Private assets by path, e.g. `/plan.json`. */
  getAssets(): Readonly<Record<string, { open(): string } | undefined>>;
}

export interface Response {
  setBody(body: string): unknown;
  appendHeader(name: string, value: string): unknown;
}

export type Callback = (error: unknown, response?: Response) => void;
