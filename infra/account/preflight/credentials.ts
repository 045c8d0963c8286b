import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { allEntries } from "../../provider/client/entries.ts";
import { RequestError } from "../../provider/client/errors.ts";
import { http } from "../../provider/client/http.ts";
import { phoneNumbers } from "../../provider/client/numbers.ts";
import { reply, required } from "../../provider/client/reply.ts";
import { ask, type Operation } from "../../provider/operation.ts";
import type { AccountFacts, Subject } from "./check.ts";
import { environmentPlace, type Finding, found } from "./places.ts";

/** What the credentials let us see. After an error nothing else is worth asking. */
export interface Seen {
  readonly diagnostics: readonly Diagnostic[];
  readonly account: AccountFacts | undefined;
}

/** The error with which Twilio answers test credentials: https://www.twilio.com/docs/api/errors/20008 */
const forTestsOnly = 20008;

/**
 * Whether Twilio takes the credentials, and what the account says of itself. That is read with the auth token or a
 * Main key only, so a Standard key is known by what else it reads: https://www.twilio.com/docs/iam/api-keys/keys-in-console
 */
export async function seeAccount(subject: Omit<Subject, "account">): Promise<Seen> {
  const { operation } = subject;
  const { accountSid, authToken, login } = operation.configuration;
  const isKey = !("missing" in login) && login.username !== accountSid;
  const seen = (account: AccountFacts | undefined, ...findings: readonly Finding[]): Seen => ({
    account,
    diagnostics: findings.map((finding) => found(environmentPlace(subject), finding)),
  });

  const refusal = await refusalOf(() => allEntries(operation, phoneNumbers));
  if (refusal?.code === forTestsOnly) return seen(undefined, testCredentials);
  if (refusal?.status === 401) return seen(undefined, refused(isKey ? "API key" : "auth token", accountSid));
  if (refusal) return seen(undefined, restricted("the account's phone numbers"));

  const withToken = isKey && authToken !== undefined;
  let facts: AccountFacts | undefined;
  const unseen = await refusalOf(async () => {
    facts = await readAccount(withToken ? tokenOperation(operation, authToken) : operation);
  });
  if (unseen) return seen(undefined, withToken ? refused("auth token", accountSid) : standard);
  if (facts !== undefined && facts.status !== "active") return seen(facts, inactive(facts.status));
  return seen(facts, ...(facts?.type === "Trial" ? [trial] : []));
}

/** Twilio's refusal for want of rights, if it is one; any other failure is thrown. */
async function refusalOf(request: () => Promise<unknown>): Promise<RequestError | undefined> {
  try {
    await request();
    return undefined;
  } catch (error) {
    if (error instanceof RequestError && (error.status === 401 || error.status === 403)) return error;
    throw error;
  }
}

const readAccount = (operation: Operation): Promise<AccountFacts> =>
  ask(
    operation,
    {
      method: "GET",
      product: "api",
      path: `/2010-04-01/Accounts/${encodeURIComponent(operation.configuration.accountSid ?? "")}.json`,
    },
    (body) => ({ status: required(reply(body), "status"), type: required(reply(body), "type") }),
  );

/** The same account, asked with its auth token. */
function tokenOperation(operation: Operation, password: string): Operation {
  const { accountSid = "" } = operation.configuration;
  const configuration = { ...operation.configuration, login: { username: accountSid, password } };
  return { ...operation, configuration, http: http(configuration) };
}

const testCredentials: Finding = {
  code: "credentials-test",
  message:
    "These are test credentials, which Twilio refuses for numbers and for Serverless. Use a Standard API key of the account itself.",
};

const refused = (what: string, accountSid = "the account"): Finding => ({
  code: "credentials-refused",
  message: `Twilio does not take this ${what} for ${accountSid}: it was revoked or mistyped, or it belongs to another account or region. Make a Standard API key of ${accountSid} in Twilio's console, and set TWILIO_API_KEY and TWILIO_API_SECRET to it.`,
});

export const restricted = (what: string): Finding => ({
  code: "key-restricted",
  message: `This API key may not read ${what}: it is a restricted one. A deployment needs a Standard API key.`,
});

const standard: Finding = {
  code: "account-unseen",
  severity: "info",
  message:
    "A Standard API key does not read the account itself: whether it is suspended, or a trial account that rings verified numbers only, was not checked. TWILIO_AUTH_TOKEN beside the key lets it be checked.",
};

const inactive = (status: string): Finding => ({
  code: "account-inactive",
  message: `The account is ${status}: it takes no calls. Have it activated in Twilio's console, or name another account.`,
});

const trial: Finding = {
  code: "account-trial",
  severity: "warning",
  message:
    "This is a trial account: callers hear an announcement of Twilio's first, and only verified numbers are rung. Upgrade it in Twilio's console before callers depend on it.",
};
