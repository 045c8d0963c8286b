import { describe, expect, it } from "vitest";
import { handoffs, projectFolder } from "./command.ts";
import { expectShape } from "./shape.ts";

describe("handoffs manifest", () => {
  it("prints JSON of the documented shape", () => {
    const { status, stdout, stderr } = handoffs([
      "manifest",
      "--env",
      "live",
      "--domain",
      "Acme-1-live.twil.io",
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(expectShape("manifest", stdout)).toMatchObject({
      environment: "live",
      destinations: [
        {
          id: "billing",
          name: "Billing support",
          description: "The caller wants to pay, question or dispute a bill.",
          url: "https://acme-1-live.twil.io/handoffs/billing.xml",
          default: false,
        },
        ...Array.from({ length: 3 }, () => ({ default: false })),
        { id: "reception", default: true },
        ...Array.from({ length: 3 }, () => ({ default: false })),
      ],
    });
  });

  it("says so when the URLs are relative", () => {
    const { status, stdout, stderr } = handoffs(["manifest", "--env", "live", "--format", "typescript"]);
    expect(status).toBe(0);
    expect(stdout).toContain('url: "/handoffs/billing.xml"');
    expect(stderr).toMatch(/^The URLs are relative: .*--domain/);
  });

  it("tells what an agent that is hosted elsewhere loses, and fails where it cannot reach a destination", () => {
    const { status, stdout, stderr } = handoffs(["manifest", "--env", "live", "--format", "vapi"]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).destinations).toHaveLength(7);
    expect(stderr).toContain("technical-support is reached without hours and fallback.");
    expect(stderr).toContain("messages cannot be offered");
    expect(stderr).not.toContain("sales is reached");
  });

  it.each(["acme live", "http://x.twil.io/y", "-x.twil.io", "localhost"])("refuses --domain %s", (domain) => {
    const { status, stderr } = handoffs(["manifest", "--env", "live", `--domain=${domain}`]);
    expect(status).toBe(2);
    expect(stderr).toContain("expected a host name");
  });

  it("is not made of files with problems, nor for an environment that is not there", () => {
    const root = projectFolder({ "destinations/billing.yaml": undefined });
    expect(handoffs(["manifest", "--dir", root])).toMatchObject({ status: 1, stdout: "" });
    expect(handoffs(["manifest", "--env", "lve"])).toMatchObject({ status: 2, stdout: "" });
  });
});
