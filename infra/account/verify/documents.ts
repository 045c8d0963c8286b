import pLimit from "p-limit";
import type { Deployable } from "../../../src/plan/documents.ts";
import { routerPath } from "../../../src/twiml/paths.ts";
import { askServed } from "../../provider/client/served.ts";
import type { Operation } from "../../provider/operation.ts";
import { different, type Finding, release, subjectOf } from "./finding.ts";
import type { Live } from "./live.ts";

/** Requests at once: Twilio runs at most 30 Functions of a service. */
export const concurrency = 16;

/** Content types that Twilio reads as TwiML; text/plain would be read aloud. */
const readAsTwiml = /^(text|application)\/xml\b|^text\/html\b/;

/** Fetches every document as Twilio does, and once more unsigned, which must be refused. */
export async function checkDocuments(
  operation: Operation,
  { plan, bins }: Deployable,
  { domainName, build }: Live,
): Promise<readonly Finding[]> {
  const { authToken } = operation.configuration;
  const limit = pLimit(concurrency);
  const served = Object.entries(bins).filter(([path]) => build.assetVersions.has(path));
  const unread: readonly Finding[] =
    authToken !== undefined
      ? []
      : [
          {
            subject: release,
            state: "unchecked",
            message:
              "What the documents say can only be read with the account's auth token: set TWILIO_AUTH_TOKEN. Without it, the paths of the live build are compared.",
          },
        ];
  const documents = served.map(([path, planned]) =>
    limit(async (): Promise<readonly Finding[]> => {
      const subject = subjectOf(plan, path);
      if (authToken === undefined) return [];
      const { status, contentType, body } = await askServed(operation, { domainName, path, authToken });
      if (status !== 200)
        return [different(subject, `${path} answers a signed request with HTTP ${status}.${hint(status)}`)];
      if (!readAsTwiml.test(contentType))
        return [different(subject, `${path} is served as ${contentType}, which is not read as TwiML.`)];
      return body === planned
        ? []
        : [{ ...different(subject, `${path} is not what the plan says.`), planned, found: body }];
    }),
  );
  const guards = [...served.map(([path]) => path), routerPath].map((path) =>
    limit(async (): Promise<readonly Finding[]> => {
      const { status } = await askServed(operation, { domainName, path, authToken: undefined });
      if (status === 403 || (path === routerPath && status === 400)) return [];
      return [
        different(
          subjectOf(plan, path),
          `${path} answers anybody: an unsigned request got HTTP ${status} instead of 403.`,
        ),
      ];
    }),
  );
  return [...unread, ...(await Promise.all([...documents, ...guards])).flat()];
}

/** What to look at when a signed request is refused. */
export const hint = (status: number): string =>
  status === 403 ? " Is TWILIO_AUTH_TOKEN the account's primary auth token?" : "";
