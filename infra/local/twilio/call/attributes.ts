import type { Method } from "../state.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext } from "./verb.ts";

/** Attributes as Twilio reads them: a value that is not allowed is warned about (12200) and the default taken. */
const refused = (element: TwimlElement, name: string, call: VerbContext): void =>
  call.emit({
    kind: "warning",
    code: 12200,
    message: `Attribute ${name} of ${element.name} may not be "${element.attributes[name]}"`,
  });

export const methodOf = (element: TwimlElement, name: string, call: VerbContext): Method => {
  const value = element.attributes[name];
  if (value === undefined) return "POST";
  if (value === "GET" || value === "POST") return value;
  refused(element, name, call);
  return "POST";
};

export const wholeNumberOf = (
  element: TwimlElement,
  name: string,
  call: VerbContext,
  { minimum, maximum, otherwise }: { minimum: number; maximum: number; otherwise: number },
): number => {
  const value = element.attributes[name];
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= minimum && number <= maximum) return number;
  refused(element, name, call);
  return otherwise;
};

export const choiceOf = <Choice extends string>(
  element: TwimlElement,
  name: string,
  call: VerbContext,
  choices: readonly [Choice, ...Choice[]],
): Choice => {
  const value = element.attributes[name];
  if (value === undefined) return choices[0];
  const choice = choices.find((one) => one === value);
  if (choice === undefined) refused(element, name, call);
  return choice ?? choices[0];
};

export const warnUnknownNouns = (
  element: TwimlElement,
  known: readonly string[],
  call: Pick<VerbContext, "emit">,
): void => {
  for (const { name } of element.children)
    if (!known.includes(name))
      call.emit({
        kind: "warning",
        code: 12200,
        message: `Element '${name}' is not allowed to appear in element '${element.name}'`,
      });
};

export const warnUnknownAttributes = (
  element: TwimlElement,
  known: readonly string[],
  call: Pick<VerbContext, "emit">,
): void => {
  for (const name of Object.keys(element.attributes))
    if (!known.includes(name))
      call.emit({
        kind: "warning",
        code: 12200,
        message: `Attribute '${name}' is not allowed to appear in element '${element.name}'`,
      });
};
