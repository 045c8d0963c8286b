import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { manifestOf } from "../../../src/manifest/manifest.ts";
import { planOf, sampleRoot } from "../project.ts";
import { everyKind, formats, rendered } from "./project.ts";
import { expectVendorShape } from "./shape.ts";

const value = (format: string) => {
  const { text } = rendered(format);
  return format === "adk" ? parse(text) : JSON.parse(text);
};

describe("the shapes that vendors publish", () => {
  it.each(["openai", "anthropic", "vapi", "elevenlabs", "adk"])("%s", (format) => {
    expectVendorShape(format, value(format));
  });

  it("json, our own", () => {
    expectVendorShape("manifest", value("json"), join(sampleRoot, "schema", "output"));
  });
});

describe("the manifest", () => {
  it.each(Object.keys(formats))("%s is the same whatever the order of the files", (format) => {
    const turned = Object.fromEntries(Object.entries(everyKind).toReversed());
    expect(rendered(format, turned)).toEqual(rendered(format));
  });

  it("has the URL of each bin, absolute once the domain is known", () => {
    const plan = planOf(everyKind);
    const urls = (domain?: string) => manifestOf(plan, domain).destinations.map(({ url }) => url);
    expect(urls()[0]).toBe("/handoffs/back.xml");
    expect(urls("acme-1234-live.twil.io")[0]).toBe("https://acme-1234-live.twil.io/handoffs/back.xml");
  });

  it("names the one default", () => {
    expect(value("json").destinations.filter((entry: { default: boolean }) => entry.default)).toMatchObject([
      { id: "billing" },
    ]);
  });

  it("offers a model the ids, each with when to choose it", () => {
    const { destination } = value("openai").parameters.properties;
    const ids = ["back", "billing", "centre", "desk", "flex", "lab", "messages", "pbx", "sales"];
    expect(destination.enum).toEqual(ids);
    for (const id of ids) expect(destination.description).toContain(`\n- ${id} (`);
    expect(destination.description).toContain("The caller wants to pay a bill.");
  });
});

describe("an agent that is hosted elsewhere", () => {
  const entry = (id: string) =>
    value("json").destinations.find((found: { id: string }) => found.id === id) as {
      hosted: { readonly warning?: string };
    };

  it("calls the number of ours that the destination answers, and loses nothing", () => {
    expect(entry("messages").hosted).toEqual({ by: "line", line: "messages-line", number: "+442079460001" });
  });

  it("prefers a number to a SIP domain, and takes that before the target", () => {
    expect(entry("lab").hosted).toEqual({ by: "line", line: "sip-line", sipDomain: "acme.sip.twilio.com" });
    const both = {
      ...everyKind,
      "numbers/z-line.yaml":
        'name: Z line\nanswer: lab\nonError: billing\nenvironments:\n  live: {number: "+442079460002"}\n',
    };
    const { destinations } = JSON.parse(rendered("json", both).text);
    expect(destinations.find(({ id }: { id: string }) => id === "lab").hosted).toMatchObject({
      number: "+442079460002",
    });
  });

  it("learns what it loses at the plain target", () => {
    expect(entry("desk").hosted.warning).toBe(
      "desk is reached without fallback, screening and caller ID. A number whose `answer` is desk keeps everything.",
    );
    expect(rendered("vapi").losses).toContain(
      "pbx is reached without fallback, headers with run-time values and encryption. A number whose `answer` is pbx keeps everything.",
    );
  });

  it("learns what it cannot reach at all", () => {
    expect(rendered("vapi").missing).toEqual([
      "back cannot be offered: back to the caller's own SIP side is reached through Twilio only. A number whose `answer` is back makes it reachable.",
      "flex cannot be offered: the Flex workflow WW00000000000000000000000000000000 is reached through Twilio only. A number whose `answer` is flex makes it reachable.",
    ]);
    expect(entry("flex").hosted.warning).toMatch(/^flex cannot be offered/);
    expect(JSON.stringify(value("vapi"))).not.toContain("flex");
  });

  it("gets the keys of an extension where its platform can press them", () => {
    expect(value("vapi").destinations).toContainEqual(
      expect.objectContaining({ number: "+442079460124", extension: "204" }),
    );
    expect(value("elevenlabs").params.transfers).toContainEqual(
      expect.objectContaining({ post_dial_digits: { type: "static", value: "wwww204" } }),
    );
    expect(rendered("adk").losses.join()).toContain("extension");
  });
});

describe("PolyAI's file", () => {
  it("says refer, invite with its endpoint, and bye", () => {
    const configs = Object.fromEntries(
      value("adk").handoffs.map(({ name, sip_config }: { name: string; sip_config: unknown }) => [
        name,
        sip_config,
      ]),
    );
    expect(configs).toMatchObject({
      "Give back": { method: "bye" },
      "Contact centre": { method: "refer", phone_number: "sip:centre@pbx.example.com" },
      PBX: {
        method: "invite",
        phone_number: "desk",
        outbound_endpoint: "pbx.example.com",
        outbound_encryption: "TLS/SRTP",
      },
    });
  });

  it("has $variables, where PolyAI would read what was meant", () => {
    const pbx = value("adk").handoffs.find(({ name }: { name: string }) => name === "PBX");
    expect(pbx.sip_headers).toContainEqual({ key: "X-Why", value: "$reason $order" });
  });
});
