import { agent } from "../evaluate/routing.ts";
import { references } from "./references.ts";
import { at, type Rule } from "./rule.ts";

/** `onError` is for the day on which the agent fails, so it cannot be the agent. */
export const onError: Rule = function* (catalog) {
  for (const { entry, path, id } of references(catalog)) {
    if (path.at(-1) === "onError" && id === agent)
      yield at(entry, path, {
        code: "on-error-agent",
        message:
          "`onError` is reached when the agent or the router fails, so the agent cannot be it. Name a destination.",
      });
  }
};
