import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;

beforeAll(async () => {
  checked = await startChecked();
});
afterAll(async () => {
  await checked.close();
});

const permissions = () => officialClient(checked.endpoint).voice.v1.dialingPermissions;

it("list every country, page by page", async () => {
  const all = await permissions().countries.list({ pageSize: 100 });
  expect(all.length).toBeGreaterThan(200);
  expect(all.find(({ isoCode }) => isoCode === "US")).toMatchObject({
    name: "United States/Canada",
    countryCodes: ["+1"],
    lowRiskNumbersEnabled: true,
    highRiskSpecialNumbersEnabled: false,
  });
  expect(await permissions().countries.list({ isoCode: "GB" })).toHaveLength(1);
});

it("name the prefixes of special services", async () => {
  const latvia = permissions().countries("LV");
  const prefixes = await latvia.highriskSpecialPrefixes.list();
  expect(prefixes.map(({ prefix }) => prefix)).toEqual(["+37181", "+3719000"]);
  await expect(permissions().countries("XX").fetch()).rejects.toMatchObject({ status: 404 });
});

it("are changed in bulk", async () => {
  const update = (updateRequest: string) => permissions().bulkCountryUpdates.create({ updateRequest });
  expect(
    await update('[{"iso_code": "FR", "low_risk_numbers_enabled": "false"}, {"iso_code": "DE"}]'),
  ).toMatchObject({ updateCount: 2 });
  expect(await permissions().countries("FR").fetch()).toMatchObject({
    lowRiskNumbersEnabled: false,
    highRiskSpecialNumbersEnabled: false,
  });
  expect((await permissions().countries("DE").fetch()).lowRiskNumbersEnabled).toBe(true);
  for (const wrong of ["no", "{}", '[{"iso_code": "XX"}]'])
    await expect(update(wrong)).rejects.toMatchObject({ status: 400 });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
