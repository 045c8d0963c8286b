import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openProject, planFor, validCatalog } from "../src/cli/project.ts";

/** What is deployed of a generated project: its plan, its documents, and the code of the router. */
export function deployableIn(root: string) {
  const catalog = validCatalog(openProject(root));
  if (!catalog) throw new Error("The generated project has problems");
  const router = fileURLToPath(new URL("../router/router.cjs", import.meta.url));
  return { ...planFor(catalog, "local"), router: readFileSync(router, "utf8") };
}

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A generated project on disk, which deploys with this repository's program and provider. */
export interface GeneratedProject {
  readonly root: string;
  readonly numbers: readonly string[];
  readonly retarget: (destination: number) => void;
  readonly remove: () => void;
}

/**
 * So many destinations and numbers, all within the range that is reserved for fiction: the last of it is our own, and
 * destinations for which none is left say a message.
 */
export function generateProject(destinations: number, numbers: number): GeneratedProject {
  const root = mkdtempSync(join(tmpdir(), "handoffs-bench-"));
  for (const name of ["dist", "node_modules"]) symlinkSync(join(repository, name), join(root, name));
  for (const name of ["Pulumi.yaml", "package.json"])
    writeFileSync(join(root, name), readFileSync(join(repository, name)));
  for (const folder of ["destinations", "numbers"]) mkdirSync(join(root, folder));
  const fictional = (index: number) => `+44207946${String(index).padStart(4, "0")}`;
  writeFileSync(
    join(root, "handoffs.yaml"),
    `project: bench\nenvironments:\n  live: {agent: {url: "https://agent.example.com/voice"}}\ndefaults: {fallback: agent}\n`,
  );
  const firstOwned = 1000 - numbers;
  const targetOf = (index: number) =>
    index < firstOwned ? `"${fictional(index)}"` : `{message: "Desk ${index} is closed today."}`;
  const write = (index: number, target: string) =>
    writeFileSync(
      join(root, "destinations", `desk-${index}.yaml`),
      `name: Desk ${index}\ndescription: The caller asks for desk number ${index}.\n${index === 0 ? "default: true\n" : ""}to: ${target}\n`,
    );
  for (let index = 0; index < destinations; index++) write(index, targetOf(index));
  const owned = Array.from({ length: numbers }, (_, index) => fictional(firstOwned + index));
  for (const [index, number] of owned.entries())
    writeFileSync(
      join(root, "numbers", `line-${index}.yaml`),
      `name: Line ${index}\nanswer: ${index % 2 === 0 ? "agent" : `desk-${index}`}\nonError: desk-${index % 3}\nenvironments: {live: {number: "${number}"}}\n`,
    );
  return {
    root,
    numbers: owned,
    retarget: (destination) => write(destination, `"${fictional(800 + destination)}"`),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
