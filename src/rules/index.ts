import { aliasTaken } from "./alias-taken.ts";
import { closedLoop } from "./closed-loop.ts";
import { description } from "./description.ts";
import { duplicateName } from "./duplicate-name.ts";
import { extension } from "./extension.ts";
import { fallbackLoop } from "./fallback-loop.ts";
import { fileName } from "./file-name.ts";
import { hours } from "./hours.ts";
import { lastResort } from "./last-resort.ts";
import { noAgent } from "./no-agent.ts";
import { numberMissing } from "./number-missing.ts";
import { numberTaken } from "./number-taken.ts";
import { onError } from "./on-error.ts";
import { oneDefault } from "./one-default.ts";
import { ownNumber } from "./own-number.ts";
import { pastException } from "./past-exception.ts";
import { phoneNumber } from "./phone-number.ts";
import { plainSecret } from "./plain-secret.ts";
import { referNeedsSip } from "./refer-needs-sip.ts";
import { room } from "./room.ts";
import type { Rule } from "./rule.ts";
import { sameTargetTwice } from "./same-target-twice.ts";
import { schedule } from "./schedule.ts";
import { screening } from "./screening.ts";
import { sharedTarget } from "./shared-target.ts";
import { sip } from "./sip.ts";
import { sipCallerId } from "./sip-caller-id.ts";
import { size } from "./size.ts";
import { unknownDestination } from "./unknown-destination.ts";
import { unknownEnvironment } from "./unknown-environment.ts";
import { unusedSchedule } from "./unused-schedule.ts";
import { unusedSetting } from "./unused-setting.ts";
import { variables } from "./variables.ts";
import { voicemailUnheard } from "./voicemail-unheard.ts";
import { whisper } from "./whisper.ts";

/** Every check of the whole project. */
export const rules: readonly Rule[] = [
  aliasTaken,
  closedLoop,
  description,
  duplicateName,
  extension,
  fallbackLoop,
  fileName,
  hours,
  lastResort,
  noAgent,
  numberMissing,
  numberTaken,
  onError,
  oneDefault,
  ownNumber,
  pastException,
  phoneNumber,
  plainSecret,
  referNeedsSip,
  room,
  sameTargetTwice,
  schedule,
  screening,
  sharedTarget,
  sip,
  sipCallerId,
  size,
  unknownDestination,
  unknownEnvironment,
  unusedSchedule,
  unusedSetting,
  variables,
  voicemailUnheard,
  whisper,
];
