import { expect, it } from "vitest";
import { credentials } from "../../../../infra/local/twilio/credentials.ts";
import { type Exchange, problemsOf } from "./openapi.ts";

const service = {
  sid: `ZS${"0".repeat(32)}`,
  account_sid: credentials.accountSid,
  unique_name: "a",
  friendly_name: "a",
  include_credentials: true,
  ui_editable: false,
  domain_base: "a-1234",
  date_created: "2026-01-01T00:00:00Z",
  date_updated: "2026-01-01T00:00:00Z",
  url: "https://serverless.twilio.com/v1/Services/ZS0",
  links: {},
};
const exchange = (changes: Partial<Exchange> & { readonly body?: object } = {}): Exchange => ({
  product: "serverless",
  method: "POST",
  path: "/v1/Services",
  query: new URLSearchParams(),
  form: new URLSearchParams({ UniqueName: "a", FriendlyName: "a" }),
  status: 201,
  reply: JSON.stringify(changes.body ?? service),
  ...changes,
});

it("finds nothing in Twilio's own example", () => {
  expect(problemsOf(exchange())).toEqual([]);
});

it.each([
  ["a field too many", { body: { ...service, extra: 1 } }, /additional properties/],
  ["a field too few", { body: { ...service, links: undefined } }, /lacks links/],
  ["a field of another type", { body: { ...service, ui_editable: "maybe" } }, /ui_editable/],
  ["a date in another format", { body: { ...service, date_created: "yesterday" } }, /date_created/],
  ["a status of another method", { status: 200 }, /does not answer with this status/],
  [
    "a parameter that Twilio has not",
    { form: new URLSearchParams({ UniqueName: "a", FriendlyName: "a", X: "1" }) },
    /request/,
  ],
  ["a parameter that is required", { form: new URLSearchParams({ UniqueName: "a" }) }, /FriendlyName/],
  [
    "a query that Twilio has not",
    {
      method: "GET",
      status: 200,
      form: null,
      query: new URLSearchParams({ X: "1" }),
      body: { services: [], meta: {} },
    },
    /X, which/,
  ],
  ["a path that Twilio has not", { path: "/v1/Nothing" }, /not in Twilio's document/],
  ["an error without a code", { status: 400, body: { message: "no" } }, /the error has/],
])("finds %s", (_name, changes, expected) => {
  expect(problemsOf(exchange(changes)).join("\n")).toMatch(expected);
});
