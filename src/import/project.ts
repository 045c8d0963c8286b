import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { agent } from "../evaluate/routing.ts";
import { newProject, type Routing } from "../init/files.ts";
import { isFromAgent, variablesOf } from "../target/variables.ts";
import { destinationFiles } from "./file.ts";
import type { DestinationFile, ImportedDestination } from "./imported.ts";

/** Where callers go when the agent fails and no imported destination can be reached without it. */
const sorry = `name: Nobody can be reached
description: The agent itself is out of order, and nobody else can take the call.
to:
  message: We are sorry, nobody can take your call at the moment. Please call again later.
`;

/** The files of a new project around imported destinations, by their paths. */
export function projectAround(
  destinations: readonly ImportedDestination[],
  project: string,
  version: string,
): Readonly<Record<string, string>> {
  const plain = destinations.filter(({ value }) => isPlain(value));
  const onError = (plain.find(({ value }) => value.default) ?? plain[0])?.id ?? freeId(destinations);
  const isMade = plain.length === 0;
  const routing: Routing = {
    destinations: {
      ...destinationFiles(destinations),
      ...(isMade ? { [`destinations/${onError}.yaml`]: sorry } : {}),
    },
    fallback: agent,
    onError,
    countries: countriesOf(destinations),
    context: destinations.some(({ value }) =>
      headersOf(value).some((text) => variablesOf(text).some(isFromAgent)),
    ),
    line: destinations.some(({ value }) => needsSip(value)) ? "sip" : "number",
  };
  return newProject(project, version, routing);
}

/** What can be reached when neither the agent nor the router answers. */
function isPlain({ to }: DestinationFile): boolean {
  if (typeof to === "string" || "number" in to) return true;
  return to.sip.method === "invite" && headersOf({ to }).every((text) => variablesOf(text).length === 0);
}

function headersOf({ to }: Pick<DestinationFile, "to">): readonly string[] {
  return typeof to !== "string" && "sip" in to ? Object.values(to.sip.headers ?? {}) : [];
}

/** REFER and BYE need a call that came by SIP. */
function needsSip({ to }: DestinationFile): boolean {
  return typeof to !== "string" && "sip" in to && to.sip.method !== "invite";
}

function freeId(destinations: readonly ImportedDestination[]): string {
  const taken = new Set(destinations.map(({ id }) => id));
  for (let count = 1; ; count++) {
    const id = count === 1 ? "nobody" : `nobody-${count}`;
    if (!taken.has(id)) return id;
  }
}

function countriesOf(destinations: readonly ImportedDestination[]): readonly string[] {
  return destinations.flatMap(({ value: { to } }) => {
    const number = typeof to === "string" ? to : "number" in to ? to.number : undefined;
    const country = number === undefined ? undefined : parsePhoneNumberFromString(number)?.country;
    return country === undefined ? [] : [country];
  });
}
