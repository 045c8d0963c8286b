/**
 * What the emulator remembers. Fields have the names of Twilio's replies; what a reply adds
 * (`account_sid`, `url`, `links`) is computed when it is written.
 */
interface Dated {
  readonly sid: string;
  readonly date_created: string;
}
interface Changed extends Dated {
  readonly date_updated: string;
}
interface InService {
  readonly service_sid: string;
}

export interface Service extends Changed {
  readonly unique_name: string;
  readonly friendly_name: string;
  readonly include_credentials: boolean;
  readonly ui_editable: boolean;
  readonly domain_base: string;
}

export interface Environment extends Changed, InService {
  readonly unique_name: string;
  readonly domain_suffix: string | null;
  readonly domain_name: string;
  readonly build_sid: string | null;
}

export type Kind = "asset" | "function";

/** An Asset or a Function: a name whose content is in its versions. */
export interface Resource extends Changed, InService {
  readonly kind: Kind;
  readonly friendly_name: string;
}

export const visibilities = ["public", "private", "protected"] as const;
export type Visibility = (typeof visibilities)[number];

export interface Version extends Dated, InService {
  readonly kind: Kind;
  readonly resource_sid: string;
  readonly path: string;
  readonly visibility: Visibility;
  readonly content_type: string;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
}

export interface Build extends Changed, InService {
  /** Version SIDs. */
  readonly assets: readonly string[];
  readonly functions: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly runtime: string;
  /** Milliseconds since 1970; the build is `building` until then. */
  readonly ready_at: number;
  readonly result: "completed" | "failed";
}

export interface Deployment extends Changed, InService {
  readonly environment_sid: string;
  readonly build_sid: string | null;
}

export interface Variable extends Changed, InService {
  readonly environment_sid: string;
  readonly key: string;
  readonly value: string;
}

export type Method = "GET" | "POST";

export interface PhoneNumber extends Changed {
  readonly phone_number: string;
  readonly friendly_name: string;
  readonly capabilities: Readonly<Record<"voice" | "sms" | "mms" | "fax", boolean>>;
  readonly voice_url: string | null;
  readonly voice_method: Method;
  readonly voice_fallback_url: string | null;
  readonly voice_fallback_method: Method;
  readonly voice_application_sid: string;
  readonly voice_caller_id_lookup: boolean;
  readonly voice_receive_mode: "voice" | "fax";
  readonly trunk_sid: string | null;
  readonly sms_url: string;
  readonly sms_method: Method;
  readonly sms_fallback_url: string;
  readonly sms_fallback_method: Method;
  readonly sms_application_sid: string;
  readonly status_callback: string;
  readonly status_callback_method: Method;
  readonly address_sid: string | null;
  readonly bundle_sid: string | null;
  readonly identity_sid: string | null;
  readonly emergency_status: "Active" | "Inactive";
  readonly emergency_address_sid: string | null;
}

export interface Account {
  readonly friendly_name: string;
  readonly status: "active" | "suspended" | "closed";
  readonly type: "Trial" | "Full";
}

export interface ApiKey extends Changed {
  readonly friendly_name: string;
  readonly kind: "standard" | "restricted";
  readonly secret: string;
}

/** Which numbers of a country may be rung. */
export interface DialingPermission {
  readonly low_risk_numbers_enabled: boolean;
  readonly high_risk_special_numbers_enabled: boolean;
  readonly high_risk_tollfraud_numbers_enabled: boolean;
}

export interface Queue extends Changed {
  readonly friendly_name: string;
  readonly max_size: number;
}

export interface Workspace extends Changed {
  readonly friendly_name: string;
  readonly default_activity_sid: string;
}

export interface Workflow extends Changed {
  readonly workspace_sid: string;
  readonly friendly_name: string;
  readonly configuration: string;
}

/** Where calls to a number or SIP Domain are processed. */
export interface InboundRegion extends Changed {
  readonly name: string;
  readonly friendly_name: string;
  readonly voice_region: string;
}

export interface CallerId extends Changed {
  readonly phone_number: string;
  readonly friendly_name: string;
}

export interface SipDomain extends Changed {
  readonly domain_name: string;
  readonly friendly_name: string;
  readonly voice_url: string | null;
  readonly voice_method: Method;
  readonly voice_fallback_url: string | null;
  readonly voice_fallback_method: Method;
  readonly voice_status_callback_url: string | null;
  readonly voice_status_callback_method: Method;
  readonly sip_registration: boolean;
  readonly emergency_calling_enabled: boolean;
  readonly secure: boolean;
  readonly byoc_trunk_sid: string | null;
  readonly emergency_caller_sid: string | null;
}

export type CallStatus =
  | "queued"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "failed"
  | "no-answer"
  | "canceled";

export interface Call extends Changed {
  readonly from: string;
  readonly to: string;
  readonly status: CallStatus;
  readonly direction: "inbound" | "outbound-api" | "outbound-dial";
  /** The call whose leg this is. */
  readonly parent_call_sid: string | null;
  readonly phone_number_sid: string | null;
  readonly start_time: string;
  readonly end_time: string | null;
  /** Seconds. */
  readonly duration: number | null;
}

/** What Sync keeps for a while. */
export interface SyncDocument extends Changed {
  readonly unique_name: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Hexadecimal. */
  readonly revision: string;
  /** Null is for ever. */
  readonly date_expires: string | null;
}

/** One line of the log of what was done in the account. */
export interface Event {
  readonly sid: string;
  readonly event_type: string;
  readonly event_date: string;
  readonly resource_sid: string;
  readonly resource_type: string;
  readonly event_data: {
    readonly resource_properties: Readonly<
      Record<string, { readonly previous: unknown; readonly updated: unknown }>
    >;
  };
}

export interface State {
  services: Record<string, Service>;
  environments: Record<string, Environment>;
  resources: Record<string, Resource>;
  versions: Record<string, Version>;
  builds: Record<string, Build>;
  deployments: Record<string, Deployment>;
  variables: Record<string, Variable>;
  phoneNumbers: Record<string, PhoneNumber>;
  callerIds: Record<string, CallerId>;
  sipDomains: Record<string, SipDomain>;
  calls: Record<string, Call>;
  documents: Record<string, SyncDocument>;
  account: Account;
  apiKeys: Record<string, ApiKey>;
  /** By ISO code; a country that is not here is as in a new account. */
  dialingPermissions: Record<string, DialingPermission>;
  queues: Record<string, Queue>;
  workspaces: Record<string, Workspace>;
  workflows: Record<string, Workflow>;
  /** By number or name of a domain; what is not here is processed in us1. */
  inboundRegions: Record<string, InboundRegion>;
  /** Numbers given back to Twilio: nobody gets them again (21422). */
  releasedNumbers: string[];
  /** The latest last. */
  events: Event[];
}

export const emptyState = (): State => ({
  services: {},
  environments: {},
  resources: {},
  versions: {},
  builds: {},
  deployments: {},
  variables: {},
  phoneNumbers: {},
  callerIds: {},
  sipDomains: {},
  calls: {},
  documents: {},
  account: { friendly_name: "Local emulator", status: "active", type: "Full" },
  apiKeys: {},
  dialingPermissions: {},
  queues: {},
  workspaces: {},
  workflows: {},
  inboundRegions: {},
  releasedNumbers: [],
  events: [],
});
