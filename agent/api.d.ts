// The public types of `handoffs/agent`: copied into the package as they stand here.

/** Where a call can be handed, as `handoffs manifest` and the stack's outputs have it. */
export interface Destination {
  /** The address of its TwiML. */
  readonly url: string;
  readonly default?: boolean;
  /** Former ids. */
  readonly aliases?: readonly string[];
}

/** A map by id (the manifest's TypeScript module, or the stack's output `handoffs`), or a list (the manifest's JSON). */
export type Destinations<Id extends string> =
  | Readonly<Record<Id, Destination>>
  | readonly (Destination & { readonly id: Id })[];

/** The official `twilio` client, or anything that sends its requests. */
export interface Client {
  readonly accountSid: string;
  readonly api: { readonly baseUrl: string };
  readonly sync: { readonly baseUrl: string };
  request(options: {
    readonly method: "post";
    readonly uri: string;
    readonly data: Readonly<Record<string, string>>;
  }): Promise<{ readonly statusCode: number; readonly body: unknown }>;
}

/** Of the account that has the calls. */
export type Credentials = {
  readonly accountSid: string;
  /** A template of addresses; `https://{product}.twilio.com` unless it says otherwise. */
  readonly endpoint?: string;
} & ({ readonly apiKey: string; readonly apiSecret: string } | { readonly authToken: string });

export interface Options<Id extends string> {
  readonly destinations: Destinations<Id>;
  /** Where contexts are left, as the manifest and the stack's output `context` say; without it none are. */
  readonly context?: { readonly scope: string /** Seconds. */; readonly ttl: number } | null | undefined;
  readonly twilio: Client | Credentials;
}

/** What the destination and the desk get to know. It is stored with the call, and in no URL. */
export interface Details {
  /** Why, in a few words: `${reason}`. */
  readonly reason?: string;
  /** What the caller last said: `${utterance}`. */
  readonly utterance?: string;
  /** SIP headers for this call: `X-…`, `User-to-User`. They win over those of the destination's file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything else: `${data.…}`, and for the desk. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** By what the desk may ask for it too: `${shared_id}`. The CallSid unless it is given. */
  readonly sharedId?: string;
  /** What the agent's webhook got as `tried` when the call came back: then it may go to the same destination again. */
  readonly tried?: readonly string[];
}

/** What became of the context. */
export type Stored =
  | { readonly stored: true /** What was left out, and why. */; readonly problem?: string }
  | { readonly stored: false /** Absent where no context is configured. */; readonly problem?: string };

export type Outcome =
  | { readonly status: "moved"; readonly destination: string; readonly context: Stored }
  /** There is no such destination, or Twilio refused it: the caller is on the way to the default one. */
  | {
      readonly status: "moved to default";
      /** Absent where only the default's plain document is known. */
      readonly destination?: string;
      readonly problem: string;
      readonly context: Stored;
    }
  /** Nobody is on the line any more. */
  | { readonly status: "call ended"; readonly problem: string }
  /** The caller is where they were, with the agent: go on talking. */
  | { readonly status: "refused"; readonly problem: string };

export interface Handoffs<Id extends string> {
  /**
   * Hands a live call to a destination: stores what the agent says of it, then moves the call with one request. It never
   * throws, and never ends the call. The same handoff of a call, asked for again, is done once.
   * `call` is the CallSid, or an object that has it.
   */
  callHandoff(call: string | { readonly sid: string }, destination: Id, details?: Details): Promise<Outcome>;
  /** ConversationRelay: the message that ends the session and hands the call over, for `afterRelay`. */
  endSession(destination: Id, details?: Details): string;
  /**
   * ConversationRelay: the TwiML that answers a `<Connect action>`, from the parameters of Twilio's request. A session that
   * broke off goes to the default destination; where the caller has hung up, the call ends.
   */
  afterRelay(parameters: Readonly<Record<string, unknown>>): Promise<string>;
}

/** The handoffs of one environment. */
export declare function handoffs<Id extends string>(options: Options<Id>): Handoffs<Id>;

/**
 * The CallSid in a message of Twilio's WebSockets, as text or parsed: ConversationRelay's `setup`, Media Streams' `start`.
 * Undefined in any other.
 */
export declare function callSidOf(message: unknown): string | undefined;
