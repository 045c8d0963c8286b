import fc from "fast-check";
import { expect, it } from "vitest";
import { project } from "../../../schema/project.ts";
import { projectName } from "../../../src/init/name.ts";

it("makes a project's name of the name of a folder", () => {
  expect(projectName("Acme Support")).toBe("acme-support");
  expect(projectName("acme-customer-support-europe")).toBe("acme-customer-support-eu");
  expect(projectName("日本")).toBe("handoffs");
});

it("makes a name that the schema accepts, of any", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (folder) => {
      const value = { project: projectName(folder), environments: {} };
      expect(project.safeParse(value).error?.issues).toBeUndefined();
    }),
  );
});
