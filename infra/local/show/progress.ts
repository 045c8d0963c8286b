import yoctoSpinner from "yocto-spinner";
import type { EngineEvent } from "../engine/engine.ts";
import { isChange, resourceName } from "./changes.ts";

/** A line that follows a run: how many resources are done, and what the latest of them is doing. */
export interface Progress {
  readonly onEvent: (event: EngineEvent) => void;
  readonly stop: () => void;
}

/** Shows progress on stderr; where that is no terminal, a line for each resource that changed. */
export function showProgress(verb: string): Progress {
  const spinner = process.stderr.isTTY
    ? yoctoSpinner({ text: verb, stream: process.stderr }).start()
    : undefined;
  const plain = (text: string) => {
    if (!spinner) process.stderr.write(`${text}\n`);
  };
  let done = 0;
  const show = (detail: string) => {
    if (spinner) spinner.text = `${verb}  ${done} done  ${detail}`;
  };
  const onEvent = (event: EngineEvent) => {
    switch (event.kind) {
      case "started":
        show(resourceName(event.step));
        break;
      case "status":
        show(event.message);
        break;
      case "done":
        if (!isChange(event.step)) break;
        done += 1;
        show(resourceName(event.step));
        plain(`  ${event.step.op} ${resourceName(event.step)}`);
        break;
      default:
        break;
    }
  };
  return { onEvent, stop: () => spinner?.stop() };
}
