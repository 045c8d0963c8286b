/**
 * A fatal error of a call: Twilio stops the document and asks the fallback URL.
 * Codes: https://www.twilio.com/docs/api/errors
 */
export class CallError extends Error {
  readonly code: number;
  readonly url: string | null;

  constructor(code: number, message: string, url: string | null) {
    super(message);
    this.code = code;
    this.url = url;
  }
}
