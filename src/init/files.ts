import { local } from "../plan/environment.ts";

/** What a new project routes. */
export interface Routing {
  /** The text of each file by its path. */
  readonly destinations: Readonly<Record<string, string>>;
  /** Where unanswered calls go: a destination, or `agent`. */
  readonly fallback: string;
  /** The destination that callers reach when the agent fails. */
  readonly onError: string;
  /** The countries that destinations are in, besides that of the sandbox. */
  readonly countries: readonly string[];
  /** Whether destinations hold values that only an agent can supply. */
  readonly context: boolean;
  /** What callers call: a telephone number, or a SIP domain, which REFER and BYE need. */
  readonly line: "number" | "sip";
}

/** The text of every file of a new project, by its path. `version` is the release of handoffs that it needs. */
export function newProject(
  project: string,
  version: string,
  { destinations, fallback, onError, countries, context, line }: Routing = sample,
): Readonly<Record<string, string>> {
  return {
    "handoffs.yaml": `${schemaLine("handoffs", "")}
project: ${project}

environments:
  live:
    # account: AC…                  # the account that \`pulumi up --stack live\` must have the credentials of
    agent: {url: "https://agent.example.com/voice"}
  sandbox:
    agent: {url: "https://sandbox.example.com/voice"}
    to: "+442079460800"             # every destination rings the test phone

defaults:
  ${callerIdOf[line]}
  ring: {timeout: 25s}
  ${`fallback: ${fallback}`.padEnd(33)} # nobody answers

lastResort:
  message: We are sorry, nobody can take your call at the moment. Please call again later.
${context ? "\ncontext: {}                         # what the agent says reaches the SIP headers\n" : ""}
policy:
  ${`countries: [${[...new Set(["GB", ...countries])].sort().join(", ")}]`.padEnd(33)} # where calls may go
  maxDestinationsRemoved: 1         # in one deployment
`,
    ...destinations,
    "numbers/main-line.yaml": `${schemaLine("number", "../")}
name: Main line
answer: agent
${`onError: ${onError}`.padEnd(35)} # the agent is down: people still reach people
environments:
${lineOf[line](project)}`,
    "Pulumi.yaml": `name: ${project}
description: Call handoff destinations, deployed to Twilio.
main: node_modules/handoffs/dist/infra/index.js
runtime:
  name: nodejs
  options:
    typescript: false
plugins:
  providers:
    - name: twilio
      path: node_modules/handoffs/dist/provider
`,
    "Pulumi.live.yaml": stack("live"),
    "Pulumi.sandbox.yaml": stack("sandbox"),
    [`Pulumi.${local}.yaml`]: localStack,
    "package.json": `${JSON.stringify(
      {
        name: project,
        private: true,
        scripts: { start: "handoffs local demo", validate: "handoffs validate" },
        dependencies: { handoffs: `^${version}` },
      },
      undefined,
      2,
    )}\n`,
    ".gitignore": "node_modules/\n.handoffs/\n",
    ".vscode/settings.json": `${JSON.stringify({ "yaml.schemas": editorSchemas }, undefined, 2)}\n`,
    ".github/workflows/handoffs.yaml": workflow,
  };
}

/** What a folder may have already and keeps. */
export const kept: ReadonlySet<string> = new Set(["package.json", ".gitignore", ".vscode/settings.json"]);

const schemas = "node_modules/handoffs/schema";

/** Tells an editor how to check and complete the file. `up` leads from it to the project's root. */
export function schemaLine(name: string, up: string): string {
  return `# yaml-language-server: $schema=${up}${schemas}/${name}.schema.json`;
}

/** A telephone cannot be shown a SIP address. */
const callerIdOf: Readonly<Record<Routing["line"], string>> = {
  number: "callerId: caller                  # the desk sees who is calling",
  sip: 'callerId: "+442079460000"         # what a telephone sees: a number that you own or have verified',
};

const lineOf: Readonly<Record<Routing["line"], (project: string) => string>> = {
  number: () => `  live: {number: "+442079460000"}
  sandbox: {number: "+442079460700"}
`,
  sip: (project) => `  live: {sipDomain: ${project}.sip.twilio.com}
  sandbox: {sipDomain: ${project}-sandbox.sip.twilio.com}
`,
};

const sampleDestinations = {
  "destinations/reception.yaml": `${schemaLine("destination", "../")}
name: Reception
description: The caller asks for a person, or for something that no other destination is for.
default: true
to: "+442079460100"
`,
  "destinations/billing.yaml": `${schemaLine("destination", "../")}
name: Billing support
description: The caller wants to pay, question or dispute a bill.
to: "+442079460123"
fallback: reception
`,
  "destinations/messages.yaml": `${schemaLine("destination", "../")}
name: Leave a message
description: The caller wants to be called back, or nobody can take the call now.
to:
  voicemail:
    greeting: Please tell us your name, your number and what it is about, and we will call you back.
    notify: https://desk.example.com/recordings
`,
};

const sample: Routing = {
  destinations: sampleDestinations,
  fallback: "messages",
  onError: "reception",
  countries: [],
  context: false,
  line: "number",
};

function stack(environment: string): string {
  return `# Credentials come from TWILIO_ACCOUNT_SID, TWILIO_API_KEY and TWILIO_API_SECRET, or from secrets here:
#   pulumi config set --secret twilio:apiSecret --stack ${environment}
config: {}
`;
}

/** The salt belongs to the passphrase "local", so that the embedded engine and the pulumi CLI share the stack. */
const localStack = `# The emulator of \`handoffs local serve\`. Its account exists nowhere else, so nothing here is secret; neither is the
# passphrase of this stack, which is "local".
encryptionsalt: v1:vJvZPDaWjUo=:v1:ywURBKSaxzsgBlKP:MQ87ssWdedNNyIqbLZ3QalusO6d1ZA==
config:
  twilio:endpoint: http://127.0.0.1:4010/{product}
  twilio:accountSid: AC10ca1000000000000000000000000000
  twilio:apiKey: SK10ca1000000000000000000000000000
  twilio:apiSecret: local-emulator-secret
`;

const editorSchemas = {
  [`./${schemas}/handoffs.schema.json`]: "handoffs.yaml",
  [`./${schemas}/destination.schema.json`]: "destinations/*.yaml",
  [`./${schemas}/number.schema.json`]: "numbers/*.yaml",
  [`./${schemas}/schedule.schema.json`]: "schedules/*.yaml",
};

const workflow = `name: Handoffs
on:
  pull_request:

permissions:
  contents: read

jobs:
  review:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: write # the comment that says what changes for callers
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 2                  # the merge, and the base that it is compared with
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - uses: ./node_modules/handoffs     # problems at their lines, every call of a year, and the comment
        with: {environments: sandbox live}
      - run: npx handoffs local up        # the same program and provider, on an emulator of Twilio
`;
