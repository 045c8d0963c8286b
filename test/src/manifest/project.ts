import { adk } from "../../../src/manifest/adk.ts";
import { elevenlabs } from "../../../src/manifest/elevenlabs.ts";
import { json } from "../../../src/manifest/json.ts";
import { type Manifest, manifestOf, type Rendered } from "../../../src/manifest/manifest.ts";
import { anthropic, openai } from "../../../src/manifest/tool.ts";
import { typescript } from "../../../src/manifest/typescript.ts";
import { vapi } from "../../../src/manifest/vapi.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { planOf } from "../project.ts";

/** A project with a destination of each kind, two of them behind lines of ours. */
export const everyKind: Readonly<Record<string, string>> = {
  "destinations/desk.yaml": `name: Desk
description: The caller asks for the desk behind the switchboard.
to: {number: "+442079460124", extension: "204", pause: 2s}
screening: {whisper: A call from the agent.}
callerId: called
`,
  "destinations/pbx.yaml": `name: PBX
description: The caller asks for the old switchboard.
to:
  sip:
    uri: sip:desk@pbx.example.com
    transport: tls
    encryption: srtp
    headers: {X-Fixed: yes indeed, X-Why: "\${reason} \${data.order}"}
`,
  "destinations/centre.yaml": `name: Contact centre
description: The caller asks for the contact centre in the north.
to: {sip: {uri: "sip:centre@pbx.example.com", method: refer}}
`,
  "destinations/back.yaml": `name: Give back
description: The caller's own switchboard takes the call back.
to: {sip: {method: bye}}
`,
  "destinations/flex.yaml": `name: Flex
description: The caller needs somebody with a desktop.
to: {flex: {workflow: WW00000000000000000000000000000000}}
`,
  "destinations/messages.yaml": `name: Messages
description: The caller wants to leave a message.
to: {voicemail: {greeting: Please speak after the tone., notify: "https://desk.example.com/recordings"}}
`,
  "destinations/lab.yaml": `name: Laboratory
description: The caller asks for the laboratory downstairs.
to: "+442079460125"
hours: office
closed: messages
`,
  "schedules/office.yaml": "timeZone: Europe/London\nopen: {mon-fri: 09:00-17:00}\n",
  "numbers/messages-line.yaml":
    'name: Message line\nanswer: messages\nonError: billing\nenvironments:\n  live: {number: "+442079460001"}\n',
  "numbers/sip-line.yaml":
    "name: SIP line\nanswer: lab\nonError: billing\nenvironments:\n  live: {sipDomain: acme.sip.twilio.com}\n",
};

export const formats: Readonly<Record<string, (manifest: Manifest, plan: Plan) => Rendered>> = {
  json,
  openai,
  anthropic,
  vapi,
  elevenlabs,
  typescript,
  adk,
};

export function rendered(
  format: string,
  changes: Readonly<Record<string, string | undefined>> = everyKind,
  domain?: string,
): Rendered {
  const plan = planOf(changes);
  const render = formats[format];
  if (!render) throw new Error(`No format ${format}`);
  return render(manifestOf(plan, domain), plan);
}
