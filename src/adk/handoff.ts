/** A handoff of PolyAI's `config/handoffs.yaml`. https://github.com/polyai/adk */
export interface AdkHandoff {
  readonly name: string;
  readonly description: string;
  readonly is_default: boolean;
  readonly sip_config: SipConfig;
  readonly sip_headers: readonly AdkHeader[];
}

/** Absent is `bye`. */
export const methods = ["invite", "refer", "bye"] as const;

export type SipConfig =
  | { readonly method: "bye" }
  | {
      readonly method: "refer";
      /** E.164, a SIP address, or an extension. */
      readonly phone_number: string;
    }
  | {
      readonly method: "invite";
      readonly phone_number: string;
      readonly outbound_endpoint: string;
      readonly outbound_encryption: (typeof encryptions)[number];
    };

export const encryptions = ["TLS/SRTP", "UDP/RTP"] as const;

export interface AdkHeader {
  readonly key: string;
  readonly value: string;
}

/**
 * Where a SIP address is, when PolyAI's file names only a number or an extension: PolyAI takes the side that the call
 * came from, and ours names it. It stands for an address that nobody has.
 */
export const unnamedHost = "your-sbc.example.com";
