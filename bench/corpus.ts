import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A project of so many destinations, one a file, with comments as people write them; 500 to 838 bytes each. */
export interface Corpus {
  readonly root: string;
  readonly remove: () => void;
}

export function generateCorpus(destinations: number): Corpus {
  const root = mkdtempSync(join(tmpdir(), "handoffs-corpus-"));
  mkdirSync(join(root, "destinations"));
  writeFileSync(
    join(root, "handoffs.yaml"),
    `project: bench
environments:
  live: {agent: {url: "https://agent.example.com/voice"}}
  sandbox: {agent: {url: "https://sandbox.example.com/voice"}, to: "+442079460999"}
defaults: {fallback: agent}
`,
  );
  for (let index = 0; index < destinations; index++)
    writeFileSync(join(root, "destinations", `desk-${index}.yaml`), destination(index));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function destination(index: number): string {
  const number = index % 999;
  const first =
    index === 0 ? "default: true                         # exactly one destination of the project\n" : "";
  const fallback = number < 10 ? "agent" : `desk-${index % 10}`;
  return `# yaml-language-server: $schema=../schema/destination.schema.json
# Owned by the support team; ask in the support channel before you change it.
name: Desk ${index}
description: The caller wants to pay, question or dispute bill number ${index}, or asks for whoever wrote it.
${first}to: {number: "+442079460${String(number).padStart(3, "0")}"}         # the desk behind the switchboard
callerId: called                      # it accepts calls from our own numbers only
ring: {timeout: ${20 + (index % 20)}s}
fallback: ${fallback}                      # nobody answers: somebody else of the floor
recording: none                       # nobody has agreed to more, see the data protection notice
environments:
  sandbox:
    ring: {timeout: 10s}              # nobody waits in a test
`;
}
