import type { Account } from "./account.ts";
import type { Http, Request } from "./client/http.ts";
import { type Repeat, retrying } from "./client/retry.ts";
import type { Configuration } from "./configuration.ts";
import type { Waiting } from "./pause.ts";

/** One Create, Read, Update or Delete under way. */
export interface Operation extends Waiting {
  readonly configuration: Configuration;
  readonly account: Account;
  readonly http: Http;
  /** Ends waits when the run is cancelled or the resource's custom timeout is over. */
  readonly signal: AbortSignal;
  /** Shows a passing line beside the resource. */
  readonly status: (text: string) => void;
  /** Shows a line that stays. */
  readonly warn: (text: string) => void;
}

/** Sends a request, again where that is safe, and reads the answer. */
export const ask = <T>(
  operation: Operation,
  request: Request,
  read: (body: unknown) => T,
  repeat: Repeat<T> = { kind: "idempotent" },
): Promise<T> =>
  retrying(async () => read(await operation.http(request, operation.signal)), repeat, operation);
