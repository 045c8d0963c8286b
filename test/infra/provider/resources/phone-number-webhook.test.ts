import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Account, openAccount } from "../account.ts";
import { webhook } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "PhoneNumberWebhook";
const before = "https://example.com/before";
const ours = "https://example.com/ours";

it("refuses a number that the account does not own", async () => {
  const run = await account.provider();
  const foreign = run.create(type, webhook(ours, { phoneNumber: "+442079460999" }));
  await expect(foreign).rejects.toThrow(/does not own \+442079460999.*never here/s);
});

describe.each([
  ["TrunkSid", `TK${"0".repeat(32)}`, "SIP trunk", "+442079460001"],
  ["VoiceApplicationSid", `AP${"0".repeat(32)}`, "TwiML application", "+442079460002"],
])("with a %s, its URL would never be asked", (field, sid, what, phoneNumber) => {
  const inputs = webhook(ours, { phoneNumber });

  it("so it is refused at first, and later when it was attached meanwhile", async () => {
    const number = await account.buyNumber(phoneNumber, { VoiceUrl: before });
    const { accountSid } = account.emulator.credentials;
    const attach = (value: string) => {
      const path = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(number.sid)}.json`;
      return account.rest("POST", "api", path, { [field]: value });
    };
    await attach(sid);
    const refusal = `go to the ${what} ${sid}`;
    await expect((await account.provider()).create(type, inputs)).rejects.toThrow(refusal);
    expect((await account.number(phoneNumber)).voice_url).toBe(before);

    await attach("");
    const made = await (await account.provider()).create(type, inputs);
    await attach(sid);
    const changed = { ...inputs, voiceUrl: `${ours}/2` };
    await expect((await account.provider()).update(type, made, changed)).rejects.toThrow(refusal);
    expect((await account.number(phoneNumber)).voice_url).toBe(ours);
  });

  it("so it is taken away with `takeOver`, and put back on deletion", async () => {
    const number = await account.buyNumber(phoneNumber.replace("000", "001"), {
      VoiceUrl: before,
      [field]: sid,
    });
    const name = String(number.phone_number);
    const attached = async () => {
      const now = await account.number(name);
      return [now.trunk_sid, now.voice_application_sid].filter((one) => one !== null && one !== "");
    };
    expect(await attached()).toEqual([sid]);
    const taken = { ...inputs, phoneNumber: name, takeOver: true };
    const made = await (await account.provider()).create(type, taken);
    expect(await attached()).toEqual([]);
    expect((await account.number(name)).voice_url).toBe(ours);

    const { accountSid } = account.emulator.credentials;
    const path = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(number.sid)}.json`;
    await account.rest("POST", "api", path, { [field]: sid });
    const run = await account.provider();
    const found = await run.read(type, made.id, made);
    if (found === undefined) throw new Error("the number is gone");
    const diverted = field === "TrunkSid" ? "trunkSid" : "voiceApplicationSid";
    expect((await run.diff(type, found, taken)).detailed).toEqual({ [diverted]: "~UPDATE" });
    const repaired = await run.update(type, found, taken);
    expect(await attached()).toEqual([]);

    await (await account.provider()).delete(type, repaired);
    expect(await attached()).toEqual([sid]);
    expect((await account.number(name)).voice_url).toBe(before);
  });
});
