import { describe, expect, it } from "vitest";
import { goodFiles, loadFiles } from "../project.ts";

const handoffs = goodFiles["handoffs.yaml"] ?? "";
const billing = goodFiles["destinations/billing.yaml"] ?? "";
const sales = goodFiles["destinations/sales.yaml"] ?? "";
const line = goodFiles["numbers/main-line.yaml"] ?? "";

type Case = readonly [string, Readonly<Record<string, string | undefined>>, string];

/** Each case: what is changed in the good project, and `file:line:column code`. */
const cases: readonly Case[] = [
  [
    "an unknown fallback",
    { "destinations/sales.yaml": `${sales.replace("fallback: billing", "fallback: biling")}` },
    "destinations/sales.yaml:4:11 unknown-destination",
  ],
  [
    "an unknown fallback of one environment",
    { "destinations/sales.yaml": `${sales}environments: {sandbox: {fallback: nowhere}}\n` },
    "destinations/sales.yaml:5:36 unknown-destination",
  ],
  [
    "a former id as fallback",
    {
      "destinations/billing.yaml": `${billing}aliases: [accounts]\n`,
      "destinations/sales.yaml": sales.replace("fallback: billing", "fallback: accounts"),
    },
    "destinations/sales.yaml:4:11 unknown-destination",
  ],
  [
    "an unknown default fallback",
    { "handoffs.yaml": handoffs.replace("fallback: agent", "fallback: desk") },
    "handoffs.yaml:5:22 unknown-destination",
  ],
  [
    "an unknown answer",
    { "numbers/main-line.yaml": line.replace("answer: agent", "answer: robot") },
    "numbers/main-line.yaml:2:9 unknown-destination",
  ],
  [
    "no default",
    { "destinations/billing.yaml": billing.replace("default: true\n", "") },
    "handoffs.yaml:1:1 no-default",
  ],
  [
    "a second default",
    { "destinations/sales.yaml": `${sales}default: true\n` },
    "destinations/sales.yaml:5:10 second-default",
  ],
  [
    "a file name that is no id",
    { "destinations/Front_Desk.yaml": sales.replace("0200", "0201") },
    "destinations/Front_Desk.yaml:1:1 file-name",
  ],
  [
    "a destination named agent",
    { "destinations/agent.yaml": sales.replace("0200", "0201") },
    "destinations/agent.yaml:1:1 reserved-id",
  ],
  [
    "an alias that is a destination",
    { "destinations/sales.yaml": `${sales}aliases: [billing]\n` },
    "destinations/sales.yaml:5:11 alias-taken",
  ],
  [
    "an alias twice",
    {
      "destinations/billing.yaml": `${billing}aliases: [old]\n`,
      "destinations/sales.yaml": `${sales}aliases: [old]\n`,
    },
    "destinations/sales.yaml:5:11 alias-taken",
  ],
  [
    "the agent as alias",
    { "destinations/sales.yaml": `${sales}aliases: [agent]\n` },
    "destinations/sales.yaml:5:11 alias-taken",
  ],
  [
    "an unknown environment",
    { "destinations/sales.yaml": `${sales}environments: {sandbx: {to: "+442079460801"}}\n` },
    "destinations/sales.yaml:5:16 unknown-environment",
  ],
  [
    "an environment that plays another",
    { "handoffs.yaml": handoffs.replace('to: "+442079460800"', 'to: "+442079460800", like: live') },
    "handoffs.yaml:4:85 like-not-local",
  ],
  [
    "local playing nothing known",
    { "handoffs.yaml": `${handoffs.replace("  sandbox:", "  local: {like: stage}\n  sandbox:")}` },
    "handoffs.yaml:4:17 unknown-environment",
  ],
  [
    "no environment",
    { "handoffs.yaml": "project: acme\nenvironments: {}\n", "numbers/main-line.yaml": undefined },
    "handoffs.yaml:2:1 no-environment",
  ],
  [
    "the agent on error",
    { "numbers/main-line.yaml": line.replace("onError: billing", "onError: agent") },
    "numbers/main-line.yaml:3:10 on-error-agent",
  ],
  [
    "the agent where there is none",
    { "handoffs.yaml": handoffs.replace('agent: {url: "https://sandbox.example.com/voice"}, ', "") },
    "handoffs.yaml:5:22 no-agent",
  ],
  [
    "a number without number",
    {
      "numbers/main-line.yaml": line.replace(
        'sandbox: {number: "+442079460700"}',
        "sandbox: {answer: billing}",
      ),
    },
    "numbers/main-line.yaml:6:3 number-missing",
  ],
  [
    "a number nowhere",
    { "numbers/main-line.yaml": "name: Main line\nanswer: agent\nonError: billing\nenvironments: {}\n" },
    "numbers/main-line.yaml:4:1 number-missing",
  ],
  [
    "a number in two environments",
    { "numbers/main-line.yaml": line.replace("0700", "0000") },
    "numbers/main-line.yaml:6:21 number-taken",
  ],
  [
    "a number in two files",
    { "numbers/second.yaml": line.replace("0700", "0701") },
    "numbers/second.yaml:5:18 number-taken",
  ],
  [
    "sandbox ringing live",
    { "handoffs.yaml": handoffs.replace(', to: "+442079460800"', "") },
    "destinations/billing.yaml:4:5 shared-target",
  ],
  [
    "a destination that dials our own number",
    { "destinations/sales.yaml": sales.replace("+442079460200", "+442079460000") },
    "destinations/sales.yaml:3:5 own-number",
  ],
  [
    "a circle of fallbacks",
    { "destinations/billing.yaml": `${billing}fallback: sales\n` },
    "destinations/billing.yaml:5:11 fallback-loop",
  ],
  [
    "a destination as its own fallback",
    { "destinations/billing.yaml": `${billing}fallback: billing\n` },
    "destinations/billing.yaml:5:11 fallback-loop",
  ],
  [
    "a number that cannot exist",
    { "destinations/billing.yaml": billing.replace("+442079460123", "+4420794601") },
    "destinations/billing.yaml:4:5 phone-number-invalid",
  ],
  [
    "an inbound number that cannot exist",
    { "numbers/main-line.yaml": line.replace("+442079460000", "+4420794600") },
    "numbers/main-line.yaml:5:18 phone-number-invalid",
  ],
  [
    "a country outside the policy",
    { "handoffs.yaml": `${handoffs}policy: {countries: [IE]}\n` },
    "destinations/billing.yaml:4:5 country-not-allowed",
  ],
];

const exchange = (answer: string) =>
  `name: Exchange\nanswer: ${answer}\nonError: billing\nenvironments: {live: {sipDomain: acme.sip.twilio.com}}\n`;
const back = "name: Back\ndescription: The PBX takes the call back.\nto: {sip: {method: bye}}\n";

const never = "timeZone: Europe/London\nopen: never\n";
const desk = (id: string, more: string) =>
  `name: Desk ${id}\ndescription: The caller wants what desk ${id} does.\nto: "+44207946030${id === "a" ? 1 : 2}"\nhours: never\n${more}`;

/** What only an environment says, or only says of one: each with the problems of the whole project. */
const inOneEnvironment: readonly (readonly [
  string,
  Readonly<Record<string, string | undefined>>,
  readonly string[],
])[] = [
  [
    "BYE without a SIP domain",
    { "destinations/sales.yaml": `${sales}environments: {live: {to: {sip: {method: bye}}}}\n` },
    ["destinations/sales.yaml:5:42 refer-needs-sip"],
  ],
  [
    "REFER without a SIP domain",
    {
      "destinations/sales.yaml": `${sales}environments: {live: {to: {sip: {uri: "sip:desk@pbx.example.com", method: refer}}}}\n`,
    },
    ["destinations/sales.yaml:5:75 refer-needs-sip"],
  ],
  [
    "BYE in the one environment without a SIP domain",
    {
      "numbers/exchange.yaml": exchange("agent"),
      "handoffs.yaml": handoffs.replace('"+442079460800"', "{sip: {method: bye}}"),
    },
    ["handoffs.yaml:4:68 on-error-needs-router", "handoffs.yaml:4:83 refer-needs-sip"],
  ],
  [
    "a catch-all that gives telephone calls back",
    {
      "numbers/exchange.yaml": exchange("sales"),
      "handoffs.yaml": handoffs.replace("live: {", "live: {to: {sip: {method: bye}}, "),
      "numbers/main-line.yaml": line.replace("live: {", "live: {answer: sales, "),
    },
    ["handoffs.yaml:3:14 on-error-needs-router", "numbers/main-line.yaml:5:18 refer-needs-sip"],
  ],
  [
    "a telephone number answered by BYE",
    {
      "numbers/exchange.yaml": exchange("back"),
      "destinations/back.yaml": back,
      "numbers/main-line.yaml": line.replace("live: {", "live: {answer: back, "),
    },
    ["numbers/main-line.yaml:5:18 refer-needs-sip"],
  ],
  [
    "a fallback of a telephone number's destination",
    {
      "numbers/exchange.yaml": exchange("back"),
      "destinations/back.yaml": back,
      "destinations/sales.yaml": `${sales}environments: {live: {fallback: back}}\n`,
      "numbers/main-line.yaml": line.replace("answer: agent", "answer: sales"),
    },
    ["numbers/main-line.yaml:2:9 refer-needs-sip"],
  ],
  [
    "an agent that has telephone calls only",
    {
      "handoffs.yaml": handoffs.replace("defaults: {fallback: agent}", "lastResort: {message: Sorry.}"),
      "numbers/exchange.yaml": exchange("sales"),
      "destinations/back.yaml": back,
    },
    ["destinations/back.yaml:3:20 refer-needs-sip"],
  ],
  [
    "an agent that may hand a telephone call to BYE, after which nobody comes",
    {
      "handoffs.yaml": handoffs.replace("defaults: {fallback: agent}", "lastResort: {message: Sorry.}"),
      "numbers/exchange.yaml": exchange("agent"),
      "destinations/back.yaml": back,
    },
    ["destinations/back.yaml:3:20 refer-needs-sip"],
  ],
  [
    "an extension of a switchboard",
    {
      "destinations/sales.yaml": `${sales}environments: {live: {to: {number: "+442079460200", extension: "204"}}}\n`,
    },
    ["destinations/sales.yaml:5:53 extension-hides-no-answer"],
  ],
  [
    "an extension whose environment asks for a key",
    {
      "destinations/sales.yaml": `${sales.replace('to: "+442079460200"', 'to: {number: "+442079460200", extension: "204"}')}environments: {live: {screening: {whisper: Press 1., accept: "1"}}}\n`,
    },
    [],
  ],
  [
    "a whisper that leaves out the key of the base",
    {
      "destinations/sales.yaml": `${sales}screening: {whisper: Press 1., accept: "1"}\nenvironments: {live: {screening: {whisper: A call.}}}\n`,
    },
    ["destinations/sales.yaml:6:44 screening-unexplained"],
  ],
  [
    "a fallback that rings the same telephone",
    { "destinations/sales.yaml": `${sales}environments: {live: {to: "+442079460123"}}\n` },
    ["destinations/sales.yaml:4:11 same-target-twice"],
  ],
  [
    "a fallback that rings another telephone there",
    {
      "destinations/sales.yaml": `${sales.replace("0200", "0123")}environments: {live: {to: "+442079460200"}}\n`,
    },
    [],
  ],
  [
    "a telephone without anybody after it",
    {
      "handoffs.yaml": handoffs.replace("defaults: {fallback: agent}\n", ""),
      "destinations/billing.yaml": `${billing.replace('"+442079460123"', "{message: Goodbye.}")}environments: {live: {to: "+442079460123"}}\n`,
    },
    ["destinations/billing.yaml:5:23 no-fallback"],
  ],
  [
    "a setting that only an environment makes use of",
    {
      "destinations/sales.yaml": `${sales.replace('"+442079460200"', "{queue: {name: sales}}")}ring: {timeout: 40s}\nenvironments: {live: {to: "+442079460200"}}\n`,
    },
    [],
  ],
  [
    "an agent that is named where another environment has one",
    {
      "handoffs.yaml": handoffs
        .replace('agent: {url: "https://sandbox.example.com/voice"}, ', "")
        .replace("fallback: agent", "fallback: billing"),
      "numbers/main-line.yaml": line.replace("sandbox: {", "sandbox: {answer: billing, "),
      "destinations/sales.yaml":
        'name: Sales\ndescription: The caller wants to buy.\nto: "+442079460200"\nfallback: agent\nenvironments: {sandbox: {fallback: billing}}\n',
    },
    [],
  ],
  [
    "an agent that is named where there is none",
    {
      "handoffs.yaml": handoffs
        .replace('agent: {url: "https://sandbox.example.com/voice"}, ', "")
        .replace("fallback: agent", "fallback: billing"),
    },
    ["numbers/main-line.yaml:2:9 no-agent"],
  ],
  [
    "a circle of closed destinations",
    {
      "schedules/never.yaml": never,
      "destinations/a.yaml": desk("a", "closed: billing\nenvironments: {live: {closed: b}}\n"),
      "destinations/b.yaml": desk("b", "closed: billing\nenvironments: {live: {closed: a}}\n"),
    },
    ["destinations/a.yaml:6:31 closed-loop"],
  ],
  [
    "closed destinations that are a circle nowhere",
    {
      "schedules/never.yaml": never,
      "destinations/a.yaml": desk("a", "closed: billing\nenvironments: {live: {closed: b}}\n"),
      "destinations/b.yaml": desk("b", "closed: billing\nenvironments: {sandbox: {closed: a}}\n"),
    },
    [],
  ],
  [
    "an emergency exit that is a queue",
    { "destinations/billing.yaml": `${billing}environments: {live: {to: {queue: {name: late}}}}\n` },
    ["destinations/billing.yaml:5:27 on-error-needs-router"],
  ],
  [
    "an emergency exit with hours",
    {
      "schedules/never.yaml": never,
      "destinations/billing.yaml": `${billing}environments: {live: {hours: never, closed: agent}}\n`,
    },
    ["destinations/billing.yaml:5:30 on-error-needs-router"],
  ],
  [
    "an emergency exit by a catch-all",
    { "handoffs.yaml": handoffs.replace('"+442079460800"', "{queue: {name: late}}") },
    ["handoffs.yaml:4:68 on-error-needs-router"],
  ],
  [
    "hours of the environment that local plays",
    {
      "schedules/never.yaml": never,
      "destinations/sales.yaml": `${sales}environments: {live: {hours: never, closed: billing}, local: {closed: agent}}\n`,
    },
    [],
  ],
  [
    "hours of the environment that local plays, which the base has no place for",
    {
      "schedules/never.yaml": never,
      "destinations/sales.yaml": `${sales}environments: {live: {hours: never}, local: {closed: agent}, sandbox: {closed: agent}}\n`,
    },
    [
      "destinations/sales.yaml:5:23 hours-without-closed",
      "destinations/sales.yaml:5:72 closed-without-hours",
    ],
  ],
  [
    "callers by SIP only, for whom telephones have no caller ID",
    {
      "numbers/main-line.yaml": undefined,
      "numbers/exchange.yaml": exchange("agent"),
      "destinations/sales.yaml": `${sales}environments: {live: {callerId: caller}}\n`,
    },
    ["destinations/billing.yaml:4:5 sip-caller-id", "destinations/sales.yaml:5:33 sip-caller-id"],
  ],
  [
    "callers by SIP only, who come to one telephone without the agent",
    {
      "handoffs.yaml": handoffs.replace("defaults: {fallback: agent}", "lastResort: {message: Sorry.}"),
      "numbers/main-line.yaml": undefined,
      "numbers/exchange.yaml": exchange("billing"),
    },
    ["destinations/billing.yaml:4:5 sip-caller-id"],
  ],
  [
    "callers by SIP only, and a caller ID for all",
    {
      "handoffs.yaml": handoffs.replace("defaults: {", 'defaults: {callerId: "+442079460000", '),
      "numbers/main-line.yaml": undefined,
      "numbers/exchange.yaml": exchange("agent"),
    },
    [],
  ],
  [
    "an agent whose telephone calls have a fallback there",
    { "numbers/exchange.yaml": exchange("agent"), "destinations/back.yaml": back },
    [],
  ],
];

describe("the rules", () => {
  it.each(inOneEnvironment)("look at each environment: %s", (_name, changes, expected) => {
    const { diagnostics } = loadFiles(changes);
    expect(diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toEqual(
      expected,
    );
  });

  it("only warn of a telephone call that an agent may hand to BYE: it may know better", () => {
    const { diagnostics, catalog } = loadFiles({
      "handoffs.yaml": handoffs.replace("defaults: {fallback: agent}", "lastResort: {message: Sorry.}"),
      "numbers/exchange.yaml": exchange("agent"),
      "destinations/back.yaml": back,
    });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(catalog).toBeDefined();
  });

  it("find nothing in a good project", () => {
    expect(loadFiles().diagnostics).toEqual([]);
  });

  it.each(cases)("%s", (_name, changes, expected) => {
    const { diagnostics, catalog } = loadFiles(changes);
    expect(diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toContain(
      expected,
    );
    expect(catalog).toBeUndefined();
  });

  it("let environments share targets when one says so", () => {
    const shared = handoffs.replace(', to: "+442079460800"', ", shareTargets: true");
    expect(loadFiles({ "handoffs.yaml": shared }).diagnostics).toEqual([]);
  });

  it("report a shared catch-all once, where it stands", () => {
    const { diagnostics } = loadFiles({
      "handoffs.yaml": `${handoffs.replace("defaults:", '  test: {agent: {url: "https://test.example.com"}, to: "+442079460800"}\ndefaults:')}`,
    });
    expect(diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      "handoffs.yaml:5 shared-target",
    ]);
  });

  it("do not call a reference to a file with problems unknown", () => {
    const { diagnostics } = loadFiles({ "destinations/billing.yaml": "name: [\n" });
    expect(diagnostics.every(({ code }) => code.startsWith("yaml-"))).toBe(true);
  });

  it("name the place that a problem is related to", () => {
    const { diagnostics } = loadFiles({ "destinations/sales.yaml": `${sales}default: true\n` });
    expect(diagnostics[0]?.related).toEqual([
      { message: "the first default", file: "destinations/billing.yaml", line: 3, column: 10 },
    ]);
  });
});
