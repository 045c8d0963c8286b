import fc from "fast-check";
import { compile } from "../../../src/plan/compile.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { loadFiles } from "../project.ts";

/** The present of every comparison here. */
export const at = Date.parse("2026-11-23T10:17:33Z");

const ids = ["a", "b", "c", "d", "e"];

const target = (index: number) =>
  fc.constantFrom(
    `"+44207946010${index}"`,
    `"+44207946011${index}"`,
    `{number: "+44207946012${index}", extension: "20${index}#", pause: 1s}`,
    `{sip: {uri: "sip:desk${index}@pbx.example.com", headers: {X-Id: "\${destination}"}}}`,
    `{flex: {workflow: WW${String(index).repeat(32)}, attributes: {vip: true}, maxWait: 45s}}`,
    `{queue: {name: "queue ${index}", maxWait: 30s}}`,
    "{voicemail: {greeting: Please speak.}}",
    "{voicemail: {greeting: Please speak now., maxLength: 1m}}",
    `{message: Desk ${index} is closed today.}`,
  );

const screening = fc.constantFrom(
  "",
  "",
  'screening: {whisper: "A call for ${destination}. Press 5 to take it.", accept: "5"}\n',
  "screening: {whisper: A call.}\n",
);

/** A destination falls back, and closes, to later ones only, so no chain is a circle. */
const destination = (index: number) =>
  fc
    .record({
      description: fc.constantFrom("does", "is there for"),
      to: target(index),
      screening,
      callerId: fc.constantFrom("", "", "callerId: called\n", 'callerId: "+442079460000"\n'),
      ring: fc.constantFrom("", "", "ring: {timeout: 40s}\n"),
      recording: fc.constantFrom("", "", "recording: from-answer\n"),
      hours: fc.constantFrom("", "", "office", "shop", "never", "always"),
      fallback: fc.constantFrom("", "agent", ...ids.slice(index + 1)),
      closed: fc.constantFrom("agent", ...ids.slice(index + 1)),
      alias: fc.constantFrom("", "", "", `aliases: [former-${index}]\n`),
    })
    .map(({ description, to, hours, fallback, closed, ...rest }) => {
      const dials = !/flex|queue|voicemail|message/.test(to);
      return [
        `name: Desk ${index}\ndescription: The caller wants whatever desk number ${index} ${description}.\n`,
        index === 0 ? "default: true\n" : "",
        `to: ${to}\n`,
        dials ? rest.screening + rest.callerId + rest.ring + rest.recording : "",
        hours === "" ? "" : `hours: ${hours}\nclosed: ${closed}\n`,
        fallback === "" ? "" : `fallback: ${fallback}\n`,
        rest.alias,
      ].join("");
    });

const schedule = fc
  .record({
    timeZone: fc.constantFrom("Europe/London", "Europe/London", "America/New_York", "Asia/Kathmandu"),
    open: fc.constantFrom(
      "{mon-fri: 09:00-17:00}",
      "{mon: 09:00-17:00, tue: 09:00-17:00, wed-fri: 09:00-17:00}",
      '{mon-fri: "09:00-12:30, 13:30-17:30", sat: 10:00-14:00}',
      "{mon-sun: 22:00-06:00}",
      "{sun: 00:30-02:30}",
    ),
    holidays: fc.constantFrom("", "", "holidays: GB-ENG\n"),
    except: fc.constantFrom(
      "",
      'except: {"2026-12-24": 09:00-12:00, "2026-12-27..2026-12-28": closed}\n',
      'except: {"12-31": 09:00-12:00}\n',
      'except: {"02-29": open}\n',
      'except: {"2031-06-02": closed}\n',
      'except: {"2026-11-30 14:00..2026-11-30 16:00": closed}\n',
    ),
  })
  .map(
    ({ timeZone, open, holidays, except }) => `timeZone: ${timeZone}\nopen: ${open}\n${holidays}${except}`,
  );

const number = (name: string, line: string) =>
  fc
    .record({ answer: fc.constantFrom("agent", "a", "b"), onError: fc.constantFrom("z", "y") })
    .map(
      ({ answer, onError }) =>
        `name: ${name}\nanswer: ${answer}\nonError: ${onError}\nenvironments: {live: ${line}}\n`,
    );

const project = fc
  .record({
    url: fc.constantFrom("agent", "agent", "bot"),
    last: fc.constantFrom("", "", "lastResort: {message: Goodbye.}\n"),
    hold: fc.constantFrom("", "", "hold: One moment please., "),
  })
  .map(
    ({ url, last, hold }) =>
      `project: acme\nenvironments: {live: {agent: {url: "https://${url}.example.com/voice"}}}\ndefaults: {${hold}fallback: agent}\n${last}`,
  );

const plain = (name: string, last: number) =>
  `name: ${name}\ndescription: The caller asks for ${name} and for nobody else.\nto: "+44207946019${last}"\n`;

const files = fc.record({
  "handoffs.yaml": project,
  ...Object.fromEntries(ids.map((id, index) => [`destinations/${id}.yaml`, destination(index)])),
  "destinations/y.yaml": fc.constantFrom(plain("the porter", 8), plain("the porter", 7)),
  "destinations/z.yaml": fc.constantFrom(
    plain("reception", 9),
    `${plain("reception", 9)}ring: {timeout: 50s}\n`,
  ),
  "numbers/line.yaml": number("The line", '{number: "+442079460000"}'),
  "numbers/sip.yaml": fc.option(number("The exchange", "{sipDomain: acme.sip.twilio.com}"), {
    nil: undefined,
  }),
  "schedules/office.yaml": schedule,
  "schedules/shop.yaml": schedule,
  "schedules/never.yaml": fc.constantFrom(
    "timeZone: Europe/London\nopen: never\n",
    "timeZone: Asia/Tokyo\nopen: never\n",
  ),
  "schedules/always.yaml": fc.constant("timeZone: Europe/London\nopen: always\n"),
});

export type Files = Readonly<Record<string, string | undefined>>;

/** Two projects that share most of their files, or few; in some a file has another name in the later one. */
export const pairs: fc.Arbitrary<readonly [Files, Files]> = fc
  .record({
    one: files as unknown as fc.Arbitrary<Files>,
    other: files as unknown as fc.Arbitrary<Files>,
    taken: fc.oneof(
      fc.constant<number[]>([]),
      fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 2 }),
      fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 3, maxLength: 8 }),
    ),
    change: fc.constantFrom("none", "none", "rename", "rename with alias", "remove", "merge", "default"),
  })
  .map(({ one, other, taken, change }) => {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    const mixed = Object.fromEntries(
      names.map((name, index) => [name, (taken.includes(index) ? other : one)[name]]),
    );
    return [one, changed(mixed, change)];
  });

/** To the destination `b`, which others may fall back to, and numbers may be answered by. */
function changed(files: Files, change: string): Files {
  const heir =
    { none: "b", rename: "bee", "rename with alias": "bee", remove: "y", merge: "y", default: "b" }[change] ??
    "b";
  const text = files["destinations/b.yaml"] ?? "";
  const pointed = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      content?.replaceAll(/^(answer|onError|fallback|closed): b$/gm, `$1: ${heir}`),
    ]),
  );
  const { "destinations/b.yaml": _, ...rest } = pointed;
  const withAlias = (content: string) =>
    content.includes("aliases: [")
      ? content.replace("aliases: [", "aliases: [b, ")
      : `${content}aliases: [b]\n`;
  switch (change) {
    case "rename":
      return { ...rest, "destinations/bee.yaml": pointed["destinations/b.yaml"] };
    case "rename with alias":
      return { ...rest, "destinations/bee.yaml": withAlias(pointed["destinations/b.yaml"] ?? text) };
    case "remove":
      return rest;
    case "merge":
      return { ...rest, "destinations/y.yaml": withAlias(rest["destinations/y.yaml"] ?? "") };
    case "default":
      return {
        ...pointed,
        "destinations/a.yaml": pointed["destinations/a.yaml"]?.replace("default: true\n", ""),
        "destinations/z.yaml": `${pointed["destinations/z.yaml"]}default: true\n`,
      };
    default:
      return files;
  }
}

export function plansOf([one, other]: readonly [Files, Files]): readonly [before: Plan, after: Plan] {
  return [planOf(one), planOf(other)];
}

function planOf(files: Files): Plan {
  const others = ["destinations/billing.yaml", "destinations/sales.yaml", "numbers/main-line.yaml"];
  const { catalog, diagnostics } = loadFiles({
    ...Object.fromEntries(others.map((name) => [name, undefined])),
    ...files,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (!catalog) throw new Error(JSON.stringify(errors, undefined, 1));
  return compile(catalog, "live", "2026-11-23");
}

/** The same behaviour in other words: comments, days one by one, another order, another name for a schedule. */
export function rewritten(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      const words = text
        ?.replaceAll("mon-fri: 09:00-17:00", "mon: 09:00-17:00, tue-wed: 09:00-17:00, thu-fri: 09:00-17:00")
        .replaceAll("mon-sun: 22:00-06:00", "mon-thu: 22:00-06:00, fri-sun: 22:00-06:00")
        .replaceAll("holidays: GB-ENG\n", "holidays: GB-ENG   # closed then\n")
        .replaceAll("hours: office", "hours: bureau")
        .replaceAll('"2026-12-27..2026-12-28": closed', '"2026-12-27": closed, "2026-12-28": closed');
      return [name.replace("schedules/office", "schedules/bureau"), words && `# Rewritten.\n${words}`];
    }),
  );
}
