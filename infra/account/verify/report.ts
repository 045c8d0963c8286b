import { diffLines } from "diff";
import type { Colours } from "../../../src/format/colours.ts";
import { local } from "../../../src/plan/environment.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import type { State, Verdict, Verdicts } from "./finding.ts";
import type { TestCall } from "./test-call.ts";

/** The verdicts for a person at a terminal, a destination or number a line with what was found below. */
export function report(
  plan: Plan,
  domainName: string | undefined,
  found: Verdicts,
  colours: Colours,
): string {
  const at = domainName === undefined ? "" : `, at https://${domainName}`;
  const numbers = Object.entries(found.numbers).map(([id, verdict]) => {
    const { number, sipDomain } = plan.numbers[id] ?? {};
    return [`${id} (${number ?? sipDomain})`, verdict] as const;
  });
  return [
    `${plan.project} in ${plan.environment}${at}\n\n`,
    lines([["release", found.release]], colours),
    section("Destinations", Object.entries(found.destinations), colours),
    section("Numbers", numbers, colours),
    `\n${summary(plan, found, colours)}\n`,
  ].join("");
}

/** How much is not as planned, and what mends it. */
function summary({ environment }: Plan, found: Verdicts, colours: Colours): string {
  const all = [found.release, ...Object.values(found.destinations), ...Object.values(found.numbers)];
  const count = (state: State) => all.filter((verdict) => verdict.state === state).length;
  const read = `${amount(Object.keys(found.destinations).length, "destination")} and ${amount(Object.keys(found.numbers).length, "number")}`;
  const different = count("different");
  if (different > 0) {
    const [refresh, up] =
      environment === local
        ? ["handoffs local refresh", "handoffs local up"]
        : [`pulumi refresh --stack ${environment}`, `pulumi up --stack ${environment}`];
    return colours.bold(
      `${different} of ${all.length} ${different === 1 ? "is" : "are"} not as planned. To set it right: ${refresh}, then ${up}.`,
    );
  }
  return count("unchecked") > 0
    ? colours.yellow(`${read}: as planned, as far as it could be checked.`)
    : colours.green(`${read} answer as planned.`);
}

function section(title: string, rows: Rows, colours: Colours): string {
  return rows.length === 0 ? "" : `\n${title}\n${lines(rows, colours)}`;
}

type Rows = readonly (readonly [name: string, verdict: Verdict])[];

function lines(rows: Rows, colours: Colours): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, { state, findings }]) => {
      const paint = { "as planned": colours.green, different: colours.red, unchecked: colours.yellow }[state];
      const details = findings.map((finding) => detail(finding, colours)).join("");
      return `  ${name.padEnd(width)}  ${paint(state)}\n${details}`;
    })
    .join("");
}

function detail({ message, planned, found }: Verdict["findings"][number], colours: Colours): string {
  const difference =
    planned === undefined || found === undefined
      ? ""
      : diffLines(withEnd(found), withEnd(planned))
          .filter((part) => part.added || part.removed)
          .flatMap(({ value, added }) =>
            value
              .trimEnd()
              .split("\n")
              .map((line) =>
                added ? colours.green(`planned  ${line.trim()}`) : colours.red(`found    ${line.trim()}`),
              ),
          )
          .map((line) => `      ${line}\n`)
          .join("");
  return `    ${message}\n${difference}`;
}

const withEnd = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

const amount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Where a test call went. */
export function callReport(call: TestCall, colours: Colours): string {
  const { target, from, to, callSid, legs, asPlanned, end } = call;
  const heading = `A test call from ${from} to ${to}${target === to ? "" : `, for ${target}`}\n`;
  if (callSid === null) return `${heading}${colours.red(`  never came in at ${to}`)}\n`;
  const rung = legs.map((leg) => `  rang ${leg.to}: ${leg.status}\n`);
  const where =
    end?.kind === "agent" ? "the agent" : `a ${end?.kind} at ${end?.destination ?? "the last resort"}`;
  const verdict = asPlanned
    ? colours.green(`By the plan it ends with ${where}.`)
    : colours.red("The plan does not lead there.");
  return `${heading}${rung.length === 0 ? "  rang nobody\n" : rung.join("")}  ${verdict}\n`;
}
