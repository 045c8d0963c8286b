import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The ways in which a text can be carried: as it is, in a URL, in JSON, in HTTP Basic or a state file. */
const encodings = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
  Buffer.from(text).toString("hex"),
];

/** The names of the canaries that a text holds, in whatever encoding. */
export function heard(canaries: Readonly<Record<string, string>>, text: string): readonly string[] {
  return Object.entries(canaries).flatMap(([name, canary]) =>
    encodings(canary).some((encoded) => text.includes(encoded)) ? [name] : [],
  );
}

/** The same of every file below a folder, but for those that are left out: `file: name`. */
export function heardIn(
  canaries: Readonly<Record<string, string>>,
  folder: string,
  leftOut: readonly string[] = [],
): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !leftOut.some((one) => file === one || file.startsWith(`${one}/`)))
    .filter((file) => statSync(join(folder, file)).isFile())
    .flatMap((file) =>
      heard(canaries, readFileSync(join(folder, file), "latin1")).map((name) => `${file}: ${name}`),
    );
}

/** A process below this one: its id, and the arguments that everybody on the machine can read. Linux only. */
export interface Descendant {
  readonly pid: number;
  readonly command: string;
}

/** Every process that this one has started, and those that they have. */
export function descendants(): readonly Descendant[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const [, ppid = ""] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8")) ?? [];
          const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
          return [[Number(name), { parent: Number(ppid), command }] as const];
        } catch {
          // It has ended meanwhile.
          return [];
        }
      }),
  );
  const isOurs = (pid: number): boolean =>
    pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid)?.parent ?? 0));
  return [...parents]
    .filter(([pid]) => pid !== process.pid && isOurs(pid))
    .map(([pid, { command }]) => ({ pid, command }));
}
