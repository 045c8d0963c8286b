import { credentials } from "../credentials.ts";
import type { Method, State } from "../state.ts";
import { CallError } from "./call-error.ts";
import { contentOf } from "./content.ts";
import { createCookieJar } from "./cookies.ts";
import { type Place, runVerbs } from "./document.ts";
import { endOf } from "./end.ts";
import type { Network } from "./network.ts";
import { secondsToSay } from "./say.ts";
import { isSipUri } from "./sip-uri.ts";
import type { CallEvent, CallHappening, CallTrace, ScriptedOutcome } from "./trace.ts";
import { parseTwiml, type TwimlElement } from "./twiml.ts";
import { isSamePage, parseUrl } from "./url.ts";
import { end, type Step, type VerbContext, type WhisperLeg, type WhisperResult } from "./verb.ts";
import { Interruption, waitInQueue } from "./waiting.ts";
import { ask, type Webhook, type WebhookReply } from "./webhook.ts";

/** The stand-in agent: whenever the call comes to `url`, it moves it to the next of `handoffs`. */
export interface Agent {
  readonly url: string;
  readonly handoffs: readonly Handoff[];
}
/** URLs are asked with GET, as bins are, unless a method is given. */
export type Handoff =
  | string
  | {
      readonly url: string;
      readonly method?: Method;
      readonly fallbackUrl?: string;
      readonly fallbackMethod?: Method;
    };

/** What is shared by a call and the calls that its legs make. */
export interface Script {
  readonly outcomes: ScriptedOutcome[];
  /** What this end of the call presses. */
  readonly digits: string[];
  /** What a callee presses who accepts. */
  readonly accept: string;
  /** When the call came in, in milliseconds since 1970; null is now. */
  readonly at: number | null;
  readonly handoffs: Handoff[];
  readonly agentUrl: string | null;
  requestsLeft: number;
}

export interface SessionPlan {
  readonly callSid: string;
  readonly parentCallSid?: string;
  readonly from: string;
  readonly to: string;
  readonly direction: "inbound" | "outbound-api" | "outbound-dial";
  readonly script: Script;
  /** How many calls to own numbers led here. */
  readonly depth: number;
}

export interface SessionDependencies {
  readonly state: State;
  readonly network: Network;
  /** Makes a call to a number of the same account. */
  readonly callOwnNumber: (to: string, from: string) => Promise<CallTrace>;
}

/** Where a call starts, or goes on: a webhook, or TwiML that came with the REST request. */
export type Beginning = Webhook | { readonly twiml: string };

export interface Session {
  /** Follows the call until it ends or is with the agent. `fallback` (default: as before) is asked when something fails. */
  run(beginning: Beginning, fallback?: Webhook | null): Promise<CallTrace>;
  emit(happening: CallHappening): void;
  trace(): CallTrace;
  /** Seconds since the call began. */
  now(): number;
}

/** One call, in virtual time: nothing waits for a ring, a pause or a conversation. */
export const createSession = (plan: SessionPlan, dependencies: SessionDependencies): Session => {
  const { script } = plan;
  const jar = createCookieJar();
  const events: CallEvent[] = [];
  let clock = 0;
  let interruptAt = Number.POSITIVE_INFINITY;
  let status = plan.direction === "inbound" ? "ringing" : "in-progress";
  let verbsRun = 0;
  let fallback: Webhook | null = null;

  const pass = (seconds: number): void => {
    const isInterrupted = clock + seconds >= interruptAt;
    clock = isInterrupted ? interruptAt : clock + seconds;
    if (isInterrupted) throw new Interruption();
  };
  const emit = (happening: CallHappening): void => void events.push({ at: clock, ...happening });
  const trace = (): CallTrace => ({
    callSid: plan.callSid,
    from: plan.from,
    to: plan.to,
    events: [...events],
    end: endOf(events),
  });
  const commonParams = (): Record<string, string> => ({
    AccountSid: credentials.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: plan.callSid,
    CallStatus: status,
    Called: plan.to,
    Caller: plan.from,
    Direction: plan.direction,
    From: plan.from,
    To: plan.to,
    ...(plan.parentCallSid === undefined ? {} : { ParentCallSid: plan.parentCallSid }),
  });

  const askWithin = (webhook: Webhook): Promise<WebhookReply> => {
    script.requestsLeft -= 1;
    if (script.requestsLeft < 0)
      throw new CallError(
        0,
        "The emulator ends a call after 100 requests: this one goes in circles",
        webhook.url,
      );
    const now = script.at === null ? undefined : script.at + clock * 1000;
    return ask(webhook, commonParams(), dependencies.network, jar, emit, now);
  };

  /** Asks a webhook and does what it says; `undefined` is the end of this run. */
  const follow = async (webhook: Webhook): Promise<Webhook | undefined> => {
    const url = parseUrl(webhook.url);
    if (dependencies.network(url) === undefined) return leave(webhook);
    const reply = await askWithin(webhook);
    if (status === "completed") return undefined;
    status = "in-progress";
    const content = contentOf(reply);
    switch (content.kind) {
      case "text":
        readAloud(content.text);
        return undefined;
      case "sound":
        emit({ kind: "play", url: reply.url });
        return undefined;
      case "twiml":
        return read(content.verbs, reply.url);
    }
  };

  const read = async (verbs: readonly TwimlElement[], url: string): Promise<Webhook | undefined> => {
    const place: Place = plan.direction === "outbound-dial" ? "whisper" : "call";
    const step = await runVerbs(verbs, contextOf(url), place);
    return step.kind === "document" ? step.webhook : undefined;
  };

  const readAloud = (text: string): void => {
    emit({ kind: "say", text, source: "text/plain" });
    pass(secondsToSay(text));
  };

  const contextOf = (documentUrl: string): VerbContext => ({
    from: plan.from,
    to: plan.to,
    isSip: isSipUri(plan.direction === "inbound" ? plan.from : plan.to),
    state: dependencies.state,
    documentUrl,
    get isFirstVerb() {
      return verbsRun === 0;
    },
    verbDone() {
      verbsRun += 1;
    },
    emit,
    pass,
    takeOutcome(possible) {
      const [first] = script.outcomes;
      const outcome = possible.find((one) => one === first?.outcome);
      if (outcome === undefined) return undefined;
      script.outcomes.shift();
      return { ...first, outcome };
    },
    takeDigits: () => script.digits.shift(),
    resolve: (url) => parseUrl(url, documentUrl).href,
    isAudible,
    async runNested(elements, allowed) {
      await runVerbs(
        elements.filter(({ name }) => allowed.includes(name)),
        contextOf(documentUrl),
      );
    },
    async callerHungUp(webhook) {
      status = "completed";
      if (webhook !== undefined) await follow(webhook);
      return end;
    },
    whisper: (webhook, leg) => whisper(webhook, leg),
    wait: (waitPlan) =>
      waitInQueue(waitPlan, {
        now: () => clock,
        pass,
        interruptAt(time) {
          interruptAt = time;
        },
        ask: askWithin,
        network: dependencies.network,
        read: (verbs, url): Promise<Step> => runVerbs(verbs, contextOf(url), "queue"),
        readAloud,
        emit,
      }),
    callOwnNumber: (to, from) => dependencies.callOwnNumber(to, from),
  });

  const isAudible = async (url: string): Promise<boolean> => {
    if (dependencies.network(parseUrl(url)) === undefined) return true;
    try {
      const { contentType } = await askWithin({ url, method: "GET", params: {} });
      if (contentType?.startsWith("audio/")) return true;
      emit({
        kind: "warning",
        code: 12300,
        message: `Play: Invalid Content-Type "${contentType ?? ""}" of ${url}`,
      });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      emit({ kind: "warning", code: error.code, message: `Play: ${error.message}` });
    }
    return false;
  };

  const whisper = async (webhook: Webhook, leg: WhisperLeg): Promise<WhisperResult> => {
    const calleeScript: Script = {
      ...script,
      at: script.at === null ? null : script.at + clock * 1000,
      outcomes: [],
      handoffs: [],
      digits: leg.digits === null ? [] : [leg.digits ?? script.accept],
    };
    const callee = createSession(
      {
        callSid: leg.sid,
        parentCallSid: plan.callSid,
        from: leg.callerId,
        to: leg.to,
        direction: "outbound-dial",
        script: calleeScript,
        depth: plan.depth,
      },
      dependencies,
    );
    const { events } = await callee.run(webhook, null);
    pass(callee.now());
    script.requestsLeft = calleeScript.requestsLeft;
    return { accepted: !events.some(({ kind }) => kind === "hangup" || kind === "error"), events };
  };

  const leave = (webhook: Webhook): Webhook | undefined => {
    const { url, method, params } = webhook;
    emit({ kind: "left", url, method, params: { ...commonParams(), ...params } });
    if (status === "completed" || script.agentUrl === null || !isSamePage(url, script.agentUrl))
      return undefined;
    const handoff = script.handoffs.shift();
    if (handoff === undefined) return undefined;
    const moved: Exclude<Handoff, string> = typeof handoff === "string" ? { url: handoff } : handoff;
    const { fallbackUrl, fallbackMethod = "GET" } = moved;
    // After a redirect by REST only the fallback that came with it is asked.
    fallback = fallbackUrl === undefined ? null : { url: fallbackUrl, method: fallbackMethod, params: {} };
    const upcoming: Webhook = { url: moved.url, method: moved.method ?? "GET", params: {} };
    emit({ kind: "moved", url: upcoming.url, method: upcoming.method });
    return upcoming;
  };

  const begin = async (beginning: Beginning): Promise<Webhook | undefined> => {
    if (!("twiml" in beginning)) return follow(beginning);
    status = "in-progress";
    return read(parseTwiml(beginning.twiml, inlineUrl), inlineUrl);
  };

  return {
    emit,
    trace,
    now: () => clock,
    async run(beginning, givenFallback = fallback) {
      fallback = givenFallback;
      let upcoming: Beginning | undefined = beginning;
      while (upcoming !== undefined) {
        const current: Beginning = upcoming;
        try {
          upcoming = await begin(current);
        } catch (error) {
          if (!(error instanceof CallError)) throw error;
          emit({ kind: "error", code: error.code, message: error.message, url: error.url });
          const isOver = status === "completed" || script.requestsLeft < 0;
          if (fallback === null || fallback === current || isOver) return trace();
          fallback = { ...fallback, params: { ErrorCode: String(error.code), ErrorUrl: error.url ?? "" } };
          upcoming = fallback;
        }
      }
      return trace();
    },
  };
};

/** Inline TwiML has no address: a relative URL in it leads nowhere. */
const inlineUrl = "about:blank";
