import { notFound, RestError } from "../errors.ts";
import { newSid } from "../sid.ts";
import type { Call, PhoneNumber, SipDomain, State } from "../state.ts";
import type { Store } from "../store.ts";
import type { CallRequest, CallScript } from "./call-request.ts";
import { childCallsOf } from "./child-calls.ts";
import { networkOf } from "./network.ts";
import { type Beginning, createSession, type Script, type Session, type SessionPlan } from "./session.ts";
import { sipDomainOf, sipParams } from "./sip-call.ts";
import { isSipUri } from "./sip-uri.ts";
import type { CallTrace } from "./trace.ts";
import type { Webhook } from "./webhook.ts";

/** A call by the REST API. */
export interface OutboundCall {
  readonly to: string;
  readonly from: string;
  readonly beginning: Beginning;
  readonly fallback: Webhook | null;
}

export interface Calls {
  place(request: CallRequest): Promise<CallTrace>;
  /** Starts the call and does not wait for its end; to a number of ours, that number's own call too. */
  placeOutbound(call: OutboundCall): Call;
  /** How the next call that is placed by REST goes: at the number of ours that it rings, else itself. */
  scriptNext(script: CallScript): void;
  /** Moves a call that is with the agent; 21220 when it is over. */
  move(callSid: string, beginning: Beginning, fallback: Webhook | null): Promise<void>;
  /** The agent's WebSocket is closed: the call goes on with the action of its Connect, which gets `params`. */
  disconnect(callSid: string, params: Readonly<Record<string, string>>): Promise<CallTrace>;
  hangUp(callSid: string): void;
  /** `origin`, on this machine, answers for a host that is not contacted. */
  standIn(host: string, origin: URL): void;
  trace(callSid: string): CallTrace | undefined;
  /** When no call is under way any more. */
  settled(): Promise<void>;
}

const defaultCaller = "+442079460990";
const defaultSipCaller = "sip:caller@pbx.example.com";
const defaultCalled = "+442079460991";
const maximumRequests = 100;
const maximumDepth = 5;
const emptyDocument: Beginning = { twiml: "<Response><Hangup/></Response>" };

export const createCalls = (store: Store, port: () => number): Calls => {
  const standIns = new Map<string, URL>();
  const network = networkOf(port, standIns);
  const sessions = new Map<string, Session>();
  let upcoming: CallScript = {};

  const begin = (plan: SessionPlan, phoneNumberSid: string | null): Session => {
    const session = createSession(plan, {
      state: store.state,
      network,
      callOwnNumber: (to, from) => callNumber(to, from, plan.script, plan.depth + 1),
    });
    sessions.set(plan.callSid, session);
    const now = new Date().toISOString();
    store.update(({ calls }) => {
      calls[plan.callSid] = {
        sid: plan.callSid,
        from: plan.from,
        to: plan.to,
        status: plan.direction === "inbound" ? "in-progress" : "queued",
        direction: plan.direction === "inbound" ? "inbound" : "outbound-api",
        parent_call_sid: null,
        phone_number_sid: phoneNumberSid,
        start_time: now,
        end_time: null,
        duration: null,
        date_created: now,
        date_updated: now,
      };
    });
    return session;
  };

  const underWay = new Map<string, Promise<CallTrace>>();
  const follow = (...parameters: Parameters<typeof run>): Promise<CallTrace> => {
    const [callSid] = parameters;
    const call = run(...parameters).finally(() => underWay.delete(callSid));
    underWay.set(callSid, call);
    return call;
  };
  const run = async (
    callSid: string,
    session: Session,
    beginning: Beginning,
    fallback?: Webhook | null,
  ): Promise<CallTrace> => {
    const trace = await session.run(beginning, fallback);
    const isWithAgent = trace.end.kind === "agent";
    save(callSid, isWithAgent ? "in-progress" : "completed", trace);
    return trace;
  };
  const save = (callSid: string, status: Call["status"], trace: CallTrace): void => {
    const call = store.state.calls[callSid];
    if (call === undefined) return;
    const now = new Date().toISOString();
    store.update(({ calls }) => {
      calls[callSid] = {
        ...call,
        status,
        end_time: status === "completed" ? now : null,
        duration: status === "completed" ? (trace.events.at(-1)?.at ?? 0) : null,
        date_updated: now,
      };
      for (const child of childCallsOf(call, trace)) calls[child.sid] = child;
    });
  };

  /** A call to something of the account that has a VoiceUrl; `params` go to that URL alone. */
  const callEntry = async (
    entry: PhoneNumber | SipDomain,
    obstacle: string | undefined,
    plan: SessionPlan,
    params: Readonly<Record<string, string>>,
  ): Promise<CallTrace> => {
    const { voice_url, voice_method, voice_fallback_url, voice_fallback_method } = entry;
    const session = begin(plan, "phone_number" in entry ? entry.sid : null);
    if (obstacle !== undefined) {
      session.emit({ kind: "error", code: 0, message: obstacle, url: voice_url });
      save(plan.callSid, "completed", session.trace());
      return session.trace();
    }
    return follow(
      plan.callSid,
      session,
      { url: voice_url ?? "", method: voice_method, params },
      !voice_fallback_url ? null : { url: voice_fallback_url, method: voice_fallback_method, params: {} },
    );
  };

  const callNumber = async (
    to: string,
    from: string,
    script: Script,
    depth: number,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<CallTrace> => {
    const number = ownedNumber(store.state, to);
    if (number === undefined)
      throw new RestError(
        400,
        21421,
        `${to} is no number of this account: buy it with POST IncomingPhoneNumbers`,
      );
    const obstacle =
      depth > maximumDepth
        ? `More than ${maximumDepth} numbers of this account call each other`
        : obstacleOf(number);
    return callEntry(
      number,
      obstacle,
      { callSid: newSid("CA"), from, to, direction: "inbound", script, depth },
      isSipUri(from) ? sipParams(headers) : {},
    );
  };

  const callSipDomain = async (
    to: string,
    from: string,
    script: Script,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<CallTrace> => {
    const domain = sipDomainOf(store.state, to);
    if (domain === undefined)
      throw new RestError(
        400,
        21232,
        `${to} is at no SIP domain of this account: add it with POST SIP/Domains`,
      );
    if (!isSipUri(from))
      throw new RestError(400, 21212, `A call to a SIP domain comes from a SIP address, not from ${from}`);
    return callEntry(
      domain,
      domain.voice_url ? undefined : `${domain.domain_name} has no VoiceUrl`,
      { callSid: newSid("CA"), from, to, direction: "inbound", script, depth: 0 },
      sipParams(headers, domain),
    );
  };

  return {
    place(request) {
      const isToSip = "to" in request && isSipUri(request.to);
      const { from = isToSip ? defaultSipCaller : defaultCaller, headers } = request;
      const script = scriptOf(request);
      if (isToSip) return callSipDomain(request.to, from, script, headers);
      if (!("url" in request)) return callNumber(request.to, from, script, 0, headers);
      const { url, method = "GET" } = request;
      const plan: SessionPlan = {
        callSid: newSid("CA"),
        from,
        to: defaultCalled,
        direction: "inbound",
        script,
        depth: 0,
      };
      const params = isSipUri(from) ? sipParams(headers) : {};
      return follow(plan.callSid, begin(plan, null), { url, method, params }, null);
    },
    placeOutbound({ to, from, beginning, fallback }) {
      const script = scriptOf(upcoming);
      const isOurs = ownedNumber(store.state, to) !== undefined;
      upcoming = {};
      const plan: SessionPlan = {
        callSid: newSid("CA"),
        from,
        to,
        direction: "outbound-api",
        script: isOurs ? scriptOf({}) : script,
        depth: 0,
      };
      const session = begin(plan, null);
      const queued = callOf(store.state, plan.callSid);
      if (isOurs) void callNumber(to, from, script, 1);
      void follow(plan.callSid, session, beginning, fallback);
      return queued;
    },
    scriptNext(script) {
      upcoming = script;
    },
    async move(callSid, beginning, fallback) {
      // A call in virtual time cannot be interrupted: it is moved from where it comes to rest.
      await underWay.get(callSid);
      const call = callOf(store.state, callSid);
      const session = sessions.get(callSid);
      if (call.status !== "in-progress" || session === undefined)
        throw new RestError(400, 21220, "Call is not in-progress. Cannot redirect.");
      if ("url" in beginning) session.emit({ kind: "moved", url: beginning.url, method: beginning.method });
      await follow(callSid, session, beginning, fallback);
    },
    async disconnect(callSid, params) {
      await underWay.get(callSid);
      const session = sessions.get(callSid);
      const last = session?.trace().events.at(-1);
      if (session === undefined || last?.kind !== "connected")
        throw new RestError(400, 21220, "The call is with no agent by a WebSocket");
      session.emit({ kind: "disconnected", params });
      // What follows the Connect of a document without an action is not read.
      return follow(callSid, session, last.action === null ? emptyDocument : { ...last.action, params });
    },
    hangUp(callSid) {
      const session = sessions.get(callSid);
      if (callOf(store.state, callSid).status !== "in-progress" || session === undefined) return;
      session.emit({ kind: "hangup" });
      save(callSid, "completed", session.trace());
    },
    standIn(host, origin) {
      standIns.set(host, origin);
    },
    trace: (callSid) => sessions.get(callSid)?.trace(),
    async settled() {
      await Promise.allSettled(underWay.values());
    },
  };
};

export const callOf = (state: State, sid: string): Call => {
  const call = state.calls[sid];
  if (call === undefined) throw notFound(`/Calls/${sid}.json`);
  return call;
};

const ownedNumber = (state: State, phoneNumber: string): PhoneNumber | undefined =>
  Object.values(state.phoneNumbers).find(({ phone_number }) => phone_number === phoneNumber);

const scriptOf = (request: CallScript): Script => ({
  outcomes: (request.outcomes ?? []).map((one) => (typeof one === "string" ? { outcome: one } : one)),
  digits: [...(request.digits ?? [])],
  accept: request.accept ?? "1",
  handoffs: [...(request.agent?.handoffs ?? [])],
  agentUrl: request.agent?.url ?? null,
  requestsLeft: maximumRequests,
  at: request.at ?? null,
});

/** Twilio calls VoiceUrl only when nothing else has the number. */
const obstacleOf = (number: PhoneNumber): string | undefined => {
  const { phone_number, trunk_sid, voice_application_sid, voice_url } = number;
  if (trunk_sid !== null) return `${phone_number} is on the trunk ${trunk_sid}: its VoiceUrl is not called`;
  if (voice_application_sid !== "")
    return `${phone_number} is on the application ${voice_application_sid}: its VoiceUrl is not called`;
  return !voice_url ? `${phone_number} has no VoiceUrl` : undefined;
};
