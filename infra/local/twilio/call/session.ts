import { credentials } from "../credentials.ts";
import type { Method, State } from "../state.ts";
import { warnUnknownAttributes } from "./attributes.ts";
import { CallError } from "./call-error.ts";
import { createCookieJar } from "./cookies.ts";
import { endOf } from "./end.ts";
import { secondsToSay } from "./say.ts";
import type { CallEvent, CallHappening, CallTrace, LegOutcome } from "./trace.ts";
import { parseTwiml, type TwimlElement } from "./twiml.ts";
import { end, next, type Step, type VerbContext, type WhisperLeg, type WhisperResult } from "./verb.ts";
import { missingVerbs, verbs } from "./verbs.ts";
import { ask, isReachable, type Webhook, type WebhookReply } from "./webhook.ts";

/** The stand-in agent: whenever the call comes to `url`, it moves it to the next of `handoffs`. */
export interface Agent {
  readonly url: string;
  readonly handoffs: readonly Handoff[];
}
/** A URL alone is asked with GET, as bins are. */
export type Handoff =
  | string
  | { readonly url: string; readonly method?: Method; readonly fallbackUrl?: string };

/** What is shared by a call and the calls that its legs make. */
export interface Script {
  readonly outcomes: LegOutcome[];
  readonly digits: string[];
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
  readonly port: () => number;
  /** Makes a call to a number of the same account. */
  readonly callOwnNumber: (to: string, from: string) => Promise<CallTrace>;
}

/** Where a call starts, or goes on: a webhook, or TwiML that came with the REST request. */
export type Beginning = Webhook | { readonly twiml: string };

export interface Session {
  /** Follows the call until it ends or is with the agent. `fallback` is asked when something fails. */
  run(beginning: Beginning, fallback: Webhook | null): Promise<CallTrace>;
  emit(happening: CallHappening): void;
  trace(): CallTrace;
}

/** One call, in virtual time: nothing waits for a ring, a pause or a conversation. */
export const createSession = (plan: SessionPlan, dependencies: SessionDependencies): Session => {
  const { script } = plan;
  const jar = createCookieJar();
  const events: CallEvent[] = [];
  let clock = 0;
  let status = plan.direction === "inbound" ? "ringing" : "in-progress";
  let verbsRun = 0;
  let fallback: Webhook | null = null;

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
    return ask(webhook, commonParams(), dependencies.port(), jar, emit);
  };

  /** Asks a webhook and does what it says; `undefined` is the end of this run. */
  const follow = async (webhook: Webhook): Promise<Webhook | undefined> => {
    const url = parseUrl(webhook.url);
    if (!isReachable(url)) return leave(webhook);
    script.requestsLeft -= 1;
    if (script.requestsLeft < 0)
      throw new CallError(
        0,
        "The emulator ends the call after 100 requests: it goes in circles",
        webhook.url,
      );
    const reply = await ask(webhook, commonParams(), dependencies.port(), jar, emit);
    if (status === "completed") return undefined;
    status = "in-progress";
    const type = reply.contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (type === "text/plain") {
      emit({ kind: "say", text: reply.body, source: "text/plain" });
      clock += secondsToSay(reply.body);
      return undefined;
    }
    if (type.startsWith("audio/")) {
      emit({ kind: "play", url: reply.url });
      return undefined;
    }
    if (!["text/xml", "application/xml", "text/html"].includes(type))
      throw new CallError(12300, `Invalid Content-Type: "${reply.contentType ?? ""}"`, reply.url);
    if (reply.body.trim() === "")
      throw new CallError(12100, "Document parse failure: it is empty", reply.url);
    return document(parseTwiml(reply.body, reply.url), reply.url);
  };

  const document = async (elements: readonly TwimlElement[], url: string): Promise<Webhook | undefined> => {
    const step = await runVerbs(elements, url);
    return step.kind === "document" ? step.webhook : undefined;
  };

  const runVerbs = async (elements: readonly TwimlElement[], url: string): Promise<Step> => {
    const context = contextOf(url);
    for (const element of elements) {
      if (plan.direction === "outbound-dial" && element.name === "Dial")
        throw new CallError(
          12200,
          "What a callee hears before the call is connected may not hold <Dial>",
          url,
        );
      const verb = verbs.get(element.name);
      if (verb === undefined) {
        if (missingVerbs.includes(element.name))
          throw new CallError(12200, `The emulator does not do <${element.name}> yet`, url);
        warnSchema(`Invalid content was found starting with element '${element.name}'`);
        continue;
      }
      warnUnknownAttributes(element, verb.attributes, context);
      for (const { name } of element.children)
        if (verb.nouns !== "any" && !verb.nouns.includes(name))
          warnSchema(`Element '${name}' is not allowed to appear in element '${element.name}'`);
      const step = await verb.run(element, context);
      verbsRun += 1;
      if (step.kind !== "next") return step;
    }
    return next;
  };
  const warnSchema = (message: string): void => emit({ kind: "warning", code: 12200, message });

  const contextOf = (documentUrl: string): VerbContext => ({
    from: plan.from,
    to: plan.to,
    state: dependencies.state,
    documentUrl,
    get isFirstVerb() {
      return verbsRun === 0;
    },
    emit,
    pass(seconds) {
      clock += seconds;
    },
    takeOutcome(possible) {
      const outcome = possible.find((one) => one === script.outcomes[0]);
      if (outcome !== undefined) script.outcomes.shift();
      return outcome;
    },
    takeDigits: () => script.digits.shift(),
    resolve: (url) => parseUrl(url, documentUrl).href,
    isAudible,
    async runNested(elements, allowed) {
      await runVerbs(
        elements.filter(({ name }) => allowed.includes(name)),
        documentUrl,
      );
    },
    async callerHungUp(webhook) {
      status = "completed";
      if (webhook !== undefined) await follow(webhook);
      return end;
    },
    whisper: (webhook, leg) => whisper(webhook, leg),
    callOwnNumber: (to, from) => dependencies.callOwnNumber(to, from),
  });

  const isAudible = async (url: string): Promise<boolean> => {
    if (!isReachable(parseUrl(url))) return true;
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
      outcomes: [],
      handoffs: [],
      digits: leg.accepts ? [script.digits.shift() ?? "1"] : [],
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
    const { fallbackUrl, ...moved } = typeof handoff === "string" ? { url: handoff } : handoff;
    // After a redirect by REST only the fallback that came with it is asked.
    fallback = fallbackUrl === undefined ? null : { url: fallbackUrl, method: "POST", params: {} };
    const webhookMovedTo: Webhook = { method: "GET", ...moved, params: {} };
    emit({ kind: "moved", url: webhookMovedTo.url, method: webhookMovedTo.method });
    return webhookMovedTo;
  };

  const begin = async (beginning: Beginning): Promise<Webhook | undefined> => {
    if (!("twiml" in beginning)) return follow(beginning);
    status = "in-progress";
    return document(parseTwiml(beginning.twiml, inlineUrl), inlineUrl);
  };

  return {
    emit,
    trace,
    async run(beginning, givenFallback) {
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

const parseUrl = (url: string, base?: string): URL => {
  if (!URL.canParse(url, base)) throw new CallError(11100, `Invalid URL format: "${url}"`, url);
  return new URL(url, base);
};

const isSamePage = (a: string, b: string): boolean => {
  const [one, other] = [new URL(a), new URL(b)];
  return one.origin === other.origin && one.pathname === other.pathname;
};
