import { expect, it } from "vitest";
import { type Page, pages } from "../../../../infra/provider/client/paging.ts";

it("follows both of Twilio's forms by their query alone", async () => {
  const asked: string[] = [];
  const answers: Page[] = [
    { meta: { next_page_url: "https://elsewhere.example.com/v1/Services?PageSize=2&Page=1&PageToken=PT1" } },
    { next_page_uri: "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?PageSize=2&Page=2&PageToken=PN2" },
    { meta: { next_page_url: null }, next_page_uri: null },
  ];
  const found = await pages((query) => {
    asked.push(String(query));
    return Promise.resolve(answers[asked.length - 1] ?? {});
  }, 2);
  expect(found).toEqual(answers);
  expect(asked).toEqual(["PageSize=2", "PageSize=2&Page=1&PageToken=PT1", "PageSize=2&Page=2&PageToken=PN2"]);
});

it("fails as a whole when one page does", async () => {
  let page = 0;
  const get = (): Promise<Page> => {
    page += 1;
    return page === 2
      ? Promise.reject(new Error("503"))
      : Promise.resolve({ next_page_uri: `/x?Page=${page}` });
  };
  await expect(pages(get)).rejects.toThrow("503");
});

it("does not go round in circles", async () => {
  const get = (): Promise<Page> => Promise.resolve({ next_page_uri: "/x?PageSize=1000" });
  await expect(pages(get)).rejects.toThrow("comes back to its own page");
});
