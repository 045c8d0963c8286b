/** The part of Twilio's Functions runtime that our Functions use. https://www.twilio.com/docs/serverless/functions-assets/functions */
export interface FunctionsRuntime {
  /** Private assets by path, e.g. `/plan.json`. */
  getAssets(): Readonly<Record<string, { open(): string } | undefined>>;
}

export interface Response {
  setStatusCode(status: number): unknown;
  setBody(body: string): unknown;
  appendHeader(name: string, value: string): unknown;
}

export type Callback = (error: unknown, response?: Response) => void;
