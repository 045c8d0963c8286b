import { expect, it } from "vitest";
import { readRequest } from "../../../src/router/request.ts";
import { valuesOf, whisperValuesOf } from "../../../src/router/values.ts";
import { whisperUrl } from "../../../src/twiml/whisper.ts";

const leg = { From: "+442079460999", To: "+442079460123", CallSid: "CA2", ParentCallSid: "CA1" };

/** What a whisper's request asks for at the URL that the leg was given. */
const asked = (whisper: string, callerId: string | undefined, parameters = leg) => {
  const url = whisperUrl("desk", { whisper }, callerId) ?? "";
  const query = Object.fromEntries(new URLSearchParams(url.split("?")[1]));
  const request = readRequest({ ...parameters, ...query }, 0);
  if (request.type !== "whisper") throw new Error(`${url} asks for no whisper`);
  return whisperValuesOf(parameters, request, undefined);
};

it("gives a whisper the caller's call, and nothing of the desk's own leg", () => {
  expect(asked("From ${caller}", undefined)).toEqual({
    destination: "desk",
    caller: "+442079460999",
    called: "",
    call_sid: "CA1",
  });
});

it("gives a whisper no number that the desk is shown in place of the caller's", () => {
  expect(asked("From ${caller}", "+442079460000").caller).toBe("");
  expect(asked("From ${caller}", undefined, { ...leg, From: "+266696687" }).caller).toBe("");
});

it("knows both parties of the call itself", () => {
  expect(valuesOf({ From: "+442079460999", To: "+442079460000", CallSid: "CA1" }, "desk", undefined)).toEqual(
    { destination: "desk", caller: "+442079460999", called: "+442079460000", call_sid: "CA1" },
  );
});
