import { targetFor } from "../plan/environment.ts";
import { compileTarget } from "../target/index.ts";
import { applied } from "./applied.ts";
import { eachEnvironment } from "./environments.ts";
import { linesIn } from "./lines.ts";
import { reachedByAgentToo } from "./reach.ts";
import { at, type Rule } from "./rule.ts";

/** A telephone cannot be shown a SIP address (Twilio error 13214). Where only SIP domains call, no number of ours stands in. */
export const sipCallerId: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { project, environment, layers } of eachEnvironment(catalog)) {
    const lines = linesIn(catalog, layers);
    if (lines.length === 0 || lines.some(({ bySip }) => !bySip)) continue;
    const standard = [...catalog.destinations].flatMap(([id, { value }]) => (value.default ? [id] : []));
    const starts = lines.flatMap(({ answer, onError }) => [answer.value, onError.value]);
    const reached = reachedByAgentToo(catalog, layers, [...starts, ...standard]);
    for (const [id, entry] of catalog.destinations) {
      const { to, file, path } = targetFor(project, entry, environment);
      const target = compileTarget(to);
      const own = applied(entry.value, layers, "callerId");
      const callerId = own?.value ?? project.value.defaults?.callerId;
      const found = own ? { file: entry, path: own.path } : { file, path };
      const place = `${found.file.file} ${found.path.join("/")}`;
      if (target.kind !== "number" || !reached.has(id) || callerId?.startsWith("+") || reported.has(place))
        continue;
      reported.add(place);
      yield at(found.file, found.path, {
        code: "sip-caller-id",
        message: `In ${environment} callers come by SIP only, and a telephone cannot be shown a SIP address: Twilio refuses every call to ${target.number} (error 13214). Add \`callerId: "+…"\`, a number that you own or have verified, to "${id}" or to \`defaults\` in handoffs.yaml.`,
      });
    }
  }
};
