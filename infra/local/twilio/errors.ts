/**
 * An error as Twilio's REST API answers it: `{code, message, more_info, status}`.
 * https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
 */
export class RestError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 429 | 500 | 503;
  readonly code: number;

  constructor(status: RestError["status"], code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface ErrorBody {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

export const errorBody = (error: RestError): ErrorBody => ({
  code: error.code,
  message: error.message,
  more_info: `https://www.twilio.com/docs/errors/${error.code}`,
  status: error.status,
});

export const notFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`);

/** 20001 is what Serverless answers for every input that it refuses. */
export const invalid = (message: string): RestError => new RestError(400, 20001, message);

export const conflict = (message: string): RestError => new RestError(409, 20409, message);
