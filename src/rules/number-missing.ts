import { own } from "../evaluate/own.ts";
import { local, playedBy } from "../plan/environment.ts";
import { at, type Rule } from "./rule.ts";

/** An environment is listed for a number, but without the number itself. */
export const numberMissing: Rule = function* (catalog) {
  for (const entry of catalog.numbers.values()) {
    const environments = Object.entries(entry.value.environments);
    const played = catalog.project ? playedBy(catalog.project.value) : undefined;
    for (const [name, { number, sipDomain }] of environments) {
      if (number !== undefined && sipDomain !== undefined)
        yield at(entry, ["environments", name, "sipDomain"], {
          code: "number-and-sip-domain",
          message: "An entry is a number or a SIP domain. Put one of them into a file of its own.",
          part: "key",
        });
      const inherited =
        name === local && played !== undefined ? lineOf(own(entry.value.environments, played)) : undefined;
      if (number === undefined && sipDomain === undefined && inherited === undefined)
        yield at(entry, ["environments", name], {
          code: "number-missing",
          message: `"${name}" is listed without its number. Add \`number: "+…"\`, or remove the environment from this file.`,
          part: "key",
        });
    }
    if (environments.length === 0)
      yield at(entry, ["environments"], {
        code: "number-missing",
        message:
          'This number exists in no environment. Add one, such as `live: {number: "+…"}`, or remove the file.',
        part: "key",
      });
  }
};

function lineOf(
  layer: { readonly number?: string | undefined; readonly sipDomain?: string | undefined } | undefined,
) {
  return layer?.number ?? layer?.sipDomain;
}
