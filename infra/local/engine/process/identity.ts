/** Tells a process from a later one that got the same id: by the moment at which it began. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Undefined when no such process runs; zombies do not count. */
export function startOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") return linuxStart(readFileSync(`/proc/${pid}/stat`, "utf8"));
    if (process.platform === "win32") return windowsStart(pid);
    return unixStart(pid);
  } catch {
    return undefined;
  }
}

/** Fields after the command, which is in parentheses and may hold anything: state is the 3rd, start the 22nd. */
function linuxStart(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}

function unixStart(pid: number): string | undefined {
  const [state = "Z", ...start] = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
  })
    .trim()
    .split(/\s+/);
  return state.startsWith("Z") ? undefined : start.join(" ");
}

function windowsStart(pid: number): string | undefined {
  const script = `(Get-Process -Id ${pid}).StartTime.Ticks`;
  return (
    execFileSync("powershell", ["-NoProfile", "-Command", script], { encoding: "utf8" }).trim() || undefined
  );
}
