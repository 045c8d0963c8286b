import { aliasTaken } from "./alias-taken.ts";
import { fallbackLoop } from "./fallback-loop.ts";
import { fileName } from "./file-name.ts";
import { noAgent } from "./no-agent.ts";
import { numberMissing } from "./number-missing.ts";
import { numberTaken } from "./number-taken.ts";
import { onError } from "./on-error.ts";
import { oneDefault } from "./one-default.ts";
import { ownNumber } from "./own-number.ts";
import { phoneNumber } from "./phone-number.ts";
import type { Rule } from "./rule.ts";
import { sharedTarget } from "./shared-target.ts";
import { unknownDestination } from "./unknown-destination.ts";
import { unknownEnvironment } from "./unknown-environment.ts";

/** Every check of the whole project. */
export const rules: readonly Rule[] = [
  aliasTaken,
  fallbackLoop,
  fileName,
  noAgent,
  numberMissing,
  numberTaken,
  onError,
  oneDefault,
  ownNumber,
  phoneNumber,
  sharedTarget,
  unknownDestination,
  unknownEnvironment,
];
