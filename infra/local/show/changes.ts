import { diffLines } from "diff";
import type { Colours } from "../../../src/format/colours.ts";
import type { PropertyDiff, Shown, Step } from "../engine/engine.ts";

const signs: Readonly<Record<Step["op"], string>> = {
  same: " ",
  create: "+",
  update: "~",
  "create-replacement": "+",
  "delete-replaced": "-",
  delete: "-",
  read: ">",
};

/** What changes, a resource a line, each with its old and new values below; nothing for what stays. */
export function changes(steps: readonly Step[], colours: Colours): string {
  return steps
    .filter((step) => step.op !== "same" && step.op !== "read")
    .map((step) => `${heading(step, colours)}${details(step, colours)}`)
    .join("");
}

/** `3 to create, 1 to change`, or `nothing to change`. */
export function summary(steps: readonly Step[]): string {
  const count = (...ops: readonly Step["op"][]) => steps.filter((step) => ops.includes(step.op)).length;
  const parts = [
    [count("create"), "to create"],
    [count("update"), "to change"],
    [count("create-replacement"), "to replace"],
    [count("delete"), "to delete"],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  return said.length === 0 ? "nothing to change" : said.join(", ");
}

export function isChange(step: Step): boolean {
  return step.op !== "same" && step.op !== "read";
}

/** `TwimlBin handoffs/billing` */
export function resourceName({ type, name }: Step): string {
  return `${type.split(":").at(-1)} ${name}`;
}

function heading(step: Step, colours: Colours): string {
  const sign = signs[step.op];
  const paint = sign === "+" ? colours.green : sign === "-" ? colours.red : colours.yellow;
  return `  ${paint(`${sign} ${resourceName(step)}`)}\n`;
}

function details(step: Step, colours: Colours): string {
  if (step.op !== "update" && step.op !== "create-replacement") return "";
  return Object.entries(step.detailedDiff ?? {})
    .map(([path, diff]) => detail(path, diff, step, colours))
    .join("");
}

function detail(path: string, diff: PropertyDiff, step: Step, colours: Colours): string {
  const side = (state: Step["old"]) =>
    valueAt(diff.inputDiff ? state?.inputs : { ...state?.inputs, ...state?.outputs }, path);
  const before = diff.kind.startsWith("add") ? undefined : side(step.old);
  const after = diff.kind.startsWith("delete") ? undefined : side(step.new);
  if (typeof before === "string" && typeof after === "string" && before.includes("\n"))
    return `      ${path}\n${lines(before, after, colours)}`;
  const [from, to] = [before, after].map((value) => (value === undefined ? undefined : printed(value)));
  if (from === undefined) return `      ${path}: ${colours.green(to ?? "")}\n`;
  // Of what was changed outside, nothing says yet what will take its place.
  if (from === to) return `      ${path}: ${colours.red(from)} is not what was deployed\n`;
  return to === undefined
    ? `      ${path}: ${colours.red(from)} removed\n`
    : `      ${path}: ${colours.red(from)} → ${colours.green(to)}\n`;
}

/** The lines that differ between two documents. */
function lines(before: string, after: string, colours: Colours): string {
  return diffLines(before, after)
    .filter((part) => part.added || part.removed)
    .flatMap((part) =>
      part.value
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => (part.added ? colours.green(`+ ${line.trim()}`) : colours.red(`- ${line.trim()}`))),
    )
    .map((line) => `        ${line}\n`)
    .join("");
}

function printed(value: Shown): string {
  if (value === "[unknown]") return "(known once it is deployed)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}

/** The value at a Pulumi property path such as `routes.billing.to` or `assetVersions["/plan.json"]`. */
function valueAt(value: Shown | undefined, path: string): Shown | undefined {
  const steps = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
  return steps.reduce<Shown | undefined>((inner, step) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Object.hasOwn(inner, step) ? (inner as Readonly<Record<string, Shown>>)[step] : undefined;
  }, value);
}
