import * as z from "zod";
import type { Code } from "../src/diagnostic/codes.ts";
import { seconds } from "../src/plan/duration.ts";

/** A text of a certain form. `code` names the Diagnostic when it has another; `pattern` also reaches editors. */
export interface Form {
  readonly code: Code;
  readonly pattern: RegExp;
  /** What the pattern cannot say. */
  readonly accepts?: (text: string) => boolean;
  /** What to write, as the end of "expected …". */
  readonly expected: string;
  /** A text of the right form that the writer probably meant. */
  readonly mend?: (text: string) => string | undefined;
  /** What there is to say of a particular text of the wrong form, instead of all that. */
  readonly instead?: (text: string) => { readonly code: Code; readonly message: string } | undefined;
}

/** What our own checks attach to a Zod issue, for the Diagnostic made of it. */
export interface IssueParams {
  readonly code: Code;
  readonly suggestions?: readonly string[];
}

/** A string of a given form, whose problem carries the form's own code and message. */
export function formatted(form: Form) {
  return z
    .string()
    .superRefine((text, context) => {
      if (form.pattern.test(text) && (form.accepts?.(text) ?? true)) return;
      const special = form.instead?.(text);
      const suggestion = special ? undefined : form.mend?.(text);
      const params: IssueParams = {
        code: special?.code ?? form.code,
        ...(suggestion === undefined ? {} : { suggestions: [suggestion] }),
      };
      context.addIssue({
        code: "custom",
        message: special?.message ?? `Expected ${form.expected}, found ${quoted(text)}.`,
        params: { ...params },
      });
    })
    .register(z.globalRegistry, { pattern: form.pattern.source });
}

/** A text as a message shows it: in quotes, and not longer than a line. */
function quoted(text: string): string {
  if (text.length <= 80) return JSON.stringify(text);
  return `${text.length} characters that begin with ${JSON.stringify(text.slice(0, 60))}`;
}

/** Prose that a person or a model reads: not blank, no control characters, at most `limit` characters. */
export function prose(limit: number) {
  return formatted({
    code: "text-form",
    // XML 1.0 forbids most control characters, and speech has no use for them.
    pattern: new RegExp(
      `^(?=[\\s\\S]{1,${limit}}$)(?=[\\s\\S]*\\S)[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uFFFE\\uFFFF]*$`,
    ),
    expected: `1 to ${limit} characters of text without control characters`,
  });
}

/** Prose on one line, such as a name. */
export function line(limit: number) {
  return formatted({
    code: "text-form",
    pattern: new RegExp(
      `^(?=.{1,${limit}}$)(?=.*\\S)[^\\u0000-\\u001F\\u007F\\u2028\\u2029\\uFFFE\\uFFFF]*$`,
    ),
    expected: `1 to ${limit} characters on one line`,
  });
}

/** An E.164 number with its plus (ITU-T E.164: at most 15 digits). */
export const phoneNumber = formatted({
  code: "phone-number-form",
  pattern: /^\+[1-9][0-9]{6,14}$/,
  expected: 'a phone number with its country code, in quotes, such as "+442079460123"',
  mend: asE164,
  instead: (text) => {
    if (/^<?sips?:/i.test(text))
      return {
        code: "phone-number-form",
        message: `A SIP address is a kind of target of its own: write {sip: {uri: ${JSON.stringify(text)}}}.`,
      };
    const [, short] = /^(?:\+[1-9][0-9]{0,2})?(112|911|999|000|110|119)$/.exec(text.replace(/\s/g, "")) ?? [];
    return short === undefined
      ? undefined
      : {
          code: "emergency-number",
          message: `${short} is an emergency number. Twilio does not connect handed-off calls to one, and callers must not rely on it: name a staffed desk.`,
        };
  },
});

/** Seconds, minutes or hours with their unit, e.g. `25s`, `2m`, `1h`; both bounds in seconds. `limit` says what to expect, and why, of one that is longer. */
export function duration(least: number, most: number, limit?: string) {
  const pattern = /^[1-9][0-9]{0,4}(s|m|h)$/;
  return formatted({
    code: "duration-form",
    pattern,
    accepts: (text) => seconds(text) >= least && seconds(text) <= most,
    expected: `a duration with its unit from ${least}s to ${most}s, such as ${Math.min(Math.max(25, least), most)}s`,
    instead: (text) =>
      limit !== undefined && pattern.test(text) && seconds(text) > most
        ? { code: "duration-form", message: `Expected ${limit}; found ${quoted(text)}.` }
        : undefined,
    mend: (text) =>
      /^[1-9][0-9]{0,4}$/.test(text) && Number(text) >= least && Number(text) <= most
        ? `${text}s`
        : undefined,
  });
}

/** The id of a destination: also its file name and part of its URL. */
export const destinationId = formatted({
  code: "id-form",
  pattern: /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/,
  expected: "an id of small letters, digits and hyphens, such as billing-overflow",
  mend: asId,
});

/** The name of a secret of the stack, which a file holds instead of the secret. */
export const secretName = formatted({
  code: "secret-name-form",
  pattern: /^[a-zA-Z][a-zA-Z0-9-]{0,63}$/,
  expected: "the name of a secret of the stack, such as pbxPassword",
}).meta({ description: "`pulumi config set --secret handoffs:<name>` sets it." });

/** The id of a schedule: its file name. */
export const scheduleId = destinationId;

/** An https address without credentials or white space. */
export const httpsUrl = formatted({
  code: "url-form",
  pattern: /^https:\/\/[^\s/@?#"<>\\]+([/?][^\s"<>\\#]*)?$/,
  expected: "an https address without user name and password, such as https://agent.example.com/voice",
});

function asE164(text: string): string | undefined {
  // Of +44 (0)20, the 0 is dialled inside the country only.
  const digits = text
    .replace(/^tel:/, "")
    .replace(/\(0\)/, "")
    .replace(/[\s()./-]/g, "")
    .replace(/^00/, "+");
  return /^\+[1-9][0-9]{6,14}$/.test(digits) ? digits : undefined;
}

function asId(text: string): string | undefined {
  if (text.startsWith("+")) return undefined;
  const id = text
    .toLowerCase()
    .replace(/\.ya?ml$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return id === "" || id.length > 64 ? undefined : id;
}
