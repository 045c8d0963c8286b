import { load } from "../src/catalog/load.ts";
import { plain } from "../src/format/colours.ts";
import { human } from "../src/format/human.ts";
import { compile } from "../src/plan/compile.ts";
import { type Deployable, deployable } from "../src/plan/documents.ts";
import { environmentsOf, local } from "../src/plan/environment.ts";
import { readDisk } from "../src/source/disk.ts";
import { textOf } from "../src/source/source.ts";
import * as pulumi from "./pulumi.ts";

/**
 * The plan of the stack's environment. Stops the program (RunError) when the files have problems, when the stack is
 * no environment, when `local` would leave this machine, or when the plan is not the one that was reviewed.
 */
export function planOf(root: string, stack: string): Deployable {
  const source = readDisk(root);
  const { catalog, diagnostics, files } = load(source);
  if (!catalog) stop(human(diagnostics, files, textOf(source), plain));
  const known = environmentsOf(catalog.project.value);
  if (!known.includes(stack))
    stop(
      `The stack "${stack}" is no environment: handoffs.yaml has ${known.join(", ")}. A stack has the name of its environment.`,
    );
  if (stack === local) refuseOtherHosts();
  const compiled = deployable(compile(catalog, stack, new Date().toISOString().slice(0, 10)));
  const expected = new pulumi.Config("handoffs").get("expectedDigest");
  if (expected !== undefined && expected !== compiled.digest)
    stop(
      `The plan has the digest ${compiled.digest}, but ${expected} was expected (handoffs:expectedDigest). Deploy the revision that was reviewed.`,
    );
  return compiled;
}

/** Ends the program with a message for the user and without a stack trace. */
function stop(message: string): never {
  const error = new pulumi.RunError(message);
  // The SDK formats the stack even where it then hides it, and Node's formatter needs seconds and gigabytes for a
  // frame such as `node_modules/@pulumi/resource.ts`, as the SDK's source maps write it.
  error.stack = message;
  throw error;
}

/** The local environment plays production with production's numbers: it must never reach a real account. */
function refuseOtherHosts(): void {
  const endpoint = new pulumi.Config("twilio").get("endpoint");
  if (endpoint === undefined || !loopback.test(endpoint))
    stop(
      `The local environment speaks to the emulator on this machine only. Set twilio:endpoint in Pulumi.local.yaml to the address that \`handoffs local serve\` prints (it is ${endpoint ?? "not set"}).`,
    );
}

const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//;
