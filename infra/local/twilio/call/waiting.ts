import { CallError } from "./call-error.ts";
import { contentOf } from "./content.ts";
import type { Network } from "./network.ts";
import type { CallHappening } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { Step } from "./verb.ts";
import type { Webhook, WebhookReply } from "./webhook.ts";

export interface WaitPlan {
  /** What the caller hears, and hears again, asked with what `params` says at that time; null: Twilio's music. */
  readonly document: Webhook | null;
  params(waited: number): Readonly<Record<string, string>>;
  /** Seconds until somebody comes, or the caller hangs up; null: neither. */
  readonly until: number | null;
}

export interface WaitResult {
  readonly ending: "interrupted" | "left" | "hung up" | "failed";
  /** Seconds. */
  readonly waited: number;
}

/** The call that waits, as its session lends it. */
export interface WaitingCall {
  now(): number;
  pass(seconds: number): void;
  /** From when on `pass` throws `Interruption`. */
  interruptAt(time: number): void;
  readonly network: Network;
  ask(webhook: Webhook): Promise<WebhookReply>;
  read(verbs: readonly TwimlElement[], url: string): Promise<Step>;
  readAloud(text: string): void;
  emit(happening: CallHappening): void;
}

/** Ends whatever the caller is hearing. */
export class Interruption extends Error {}

/** Seconds: Twilio ends a call after four hours. https://www.twilio.com/docs/voice/twiml/dial#timelimit */
const longestWait = 14_400;

/** Plays the wait document over and over, in virtual time. Throws CallError when nothing would ever end the wait. */
export const waitInQueue = async (plan: WaitPlan, call: WaitingCall): Promise<WaitResult> => {
  const entered = call.now();
  const waited = (): number => call.now() - entered;
  call.interruptAt(entered + (plan.until ?? longestWait));
  try {
    const ending = await hear(plan, call, waited);
    return { ending, waited: waited() };
  } catch (error) {
    if (error instanceof Interruption) {
      if (plan.until === null)
        throw new CallError(0, `Nobody comes to the queue, and nothing leaves it in ${longestWait} s`, null);
      return { ending: "interrupted", waited: waited() };
    }
    // The emulator's own refusal, unlike an error of the document, is the end of the call.
    if (!(error instanceof CallError) || error.code === 0) throw error;
    call.emit({ kind: "error", code: error.code, message: error.message, url: error.url });
    return { ending: "failed", waited: waited() };
  } finally {
    call.interruptAt(Number.POSITIVE_INFINITY);
  }
};

const hear = async (
  { document, params }: WaitPlan,
  call: WaitingCall,
  waited: () => number,
): Promise<WaitResult["ending"]> => {
  call.pass(0);
  let upcoming: Webhook | undefined;
  for (;;) {
    const webhook = upcoming ?? (document === null ? null : { ...document, params: params(waited()) });
    upcoming = undefined;
    if (webhook === null || call.network(new URL(webhook.url)) === undefined) {
      // Music: it lasts until somebody comes.
      call.pass(Number.POSITIVE_INFINITY);
      continue;
    }
    const reply = await call.ask(webhook);
    const content = contentOf(reply);
    switch (content.kind) {
      case "sound":
        call.emit({ kind: "play", url: reply.url });
        call.pass(Number.POSITIVE_INFINITY);
        break;
      case "text":
        call.readAloud(content.text);
        break;
      case "twiml": {
        const step = await call.read(content.verbs, reply.url);
        if (step.kind === "leave") return "left";
        if (step.kind === "end") return "hung up";
        if (step.kind === "document") upcoming = step.webhook;
      }
    }
  }
};
