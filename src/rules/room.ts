import { own } from "../evaluate/own.ts";
import { environmentsOf, targetFor } from "../plan/environment.ts";
import { withContext } from "../target/flex.ts";
import { compileTarget, mapTexts, roomOf } from "../target/index.ts";
import type { Room, Target } from "../target/target.ts";
import { fill } from "../target/variables.ts";
import { at, type Rule } from "./rule.ts";

/** Headers or attributes of which Twilio refuses what the file alone says; the router can only cut what callers say. */
export const room: Rule = function* ({ project, destinations }) {
  if (!project) return;
  const reported = new Set<string>();
  for (const environment of environmentsOf(project.value)) {
    for (const [destination, entry] of destinations) {
      const { to, file, path } = targetFor(project, entry, environment);
      if (typeof to === "string") continue;
      const target = compileTarget(to);
      const sent = project.value.context === undefined ? target : withContext(target);
      const taken = roomOf(mapTexts(sent, (text) => fill(text, { destination })));
      const finding = own(findings, target.kind);
      const place = `${file.file} ${path.join("/")}`;
      if (!taken || !finding || taken.used <= taken.most || reported.has(place)) continue;
      reported.add(place);
      const { code, key, message } = finding;
      yield at(file, [...path, target.kind, key], { code, part: "key", message: message(taken) });
    }
  }
};

interface Finding {
  readonly code: "sip-headers-long" | "flex-attributes-long";
  readonly key: string;
  readonly message: (room: Room) => string;
}

const findings: Readonly<Partial<Record<Target["kind"], Finding>>> = {
  sip: {
    code: "sip-headers-long",
    key: "headers",
    message: ({ used, most }) =>
      `The headers have ${used} characters once encoded, where a space has three and é six; Twilio takes ${most}. Shorten them.`,
  },
  flex: {
    code: "flex-attributes-long",
    key: "attributes",
    message: ({ used, most }) =>
      `The attributes have ${used} bytes of JSON without what their variables stand for. A task of Twilio's has room for ${most} beside Twilio's own. Shorten them.`,
  },
};
