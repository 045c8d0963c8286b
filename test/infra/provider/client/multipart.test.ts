import fc from "fast-check";
import { expect, it } from "vitest";
import { multipart } from "../../../../infra/provider/client/multipart.ts";

/** As somebody else reads it. */
const read = ({ contentType, content }: ReturnType<typeof multipart>): Promise<FormData> =>
  new Response(Buffer.from(content), { headers: { "content-type": contentType } }).formData();

it("is read as the fields and files that it was made of, whatever they hold", async () => {
  const anything = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
    fc.constantFrom("--handoffs-", "\r\n--handoffs-\r\n", "\r\n\r\n", "--", '"; filename="x'),
  );
  await fc.assert(
    fc.asyncProperty(anything, anything, async (field, content) => {
      const form = await read(
        multipart({
          Path: `/${field}`,
          Content: { name: "billing.xml", contentType: "text/xml", content },
        }),
      );
      expect([...form.keys()]).toEqual(["Path", "Content"]);
      expect(form.get("Path")).toBe(`/${field}`);
      const file = form.get("Content");
      if (!(file instanceof File)) throw new Error("The content is no file");
      expect([file.name, file.type]).toEqual(["billing.xml", "text/xml"]);
      expect(Buffer.from(await file.arrayBuffer()).toString("utf8")).toBe(content);
    }),
    { numRuns: 100 },
  );
});

it("keeps quotes and line breaks of a name inside it", async () => {
  const form = await read(
    multipart({ Content: { name: 'a"b\r\nc.xml', contentType: "text/xml", content: "x" } }),
  );
  const file = form.get("Content");
  expect(file instanceof File && file.name).toBe('a"b\r\nc.xml');
});
