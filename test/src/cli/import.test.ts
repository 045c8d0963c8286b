import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { handoffs, projectFolder } from "./command.ts";

const handoff = (name: string, number: string, more = "") =>
  `  - {name: ${name}, description: The caller asks for ${name}., ${more}sip_config: {method: refer, phone_number: "${number}"}}\n`;
const polyai = `handoffs:\n${handoff("front desk", "+442079460100", "is_default: true, ")}${handoff("laboratory", "+442079460125")}`;

/** A folder with one file to import. */
function folderWith(file: string, text: string): string {
  const root = projectFolder();
  writeFileSync(join(root, file), text);
  return root;
}

describe("handoffs import", () => {
  it("makes a project that validates, and a manifest that says what the file said", () => {
    const root = folderWith("polyai.yaml", polyai);
    const { status, stdout, stderr } = handoffs(["import", "adk", "polyai.yaml", "--out", "new"], root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("new/destinations/front-desk.yaml\n");
    expect(handoffs(["validate", "--dir", "new"], root).stdout).toBe("4 files, no problems.\n");
    const back = handoffs(["manifest", "--dir", "new", "--env", "live", "--format", "adk"], root);
    expect(back).toMatchObject({
      status: 0,
      stderr:
        "front-desk and laboratory are reached without fallback. A number whose `answer` is one of them keeps everything.\n",
    });
    writeFileSync(join(root, "back.yaml"), back.stdout);
    handoffs(["import", "adk", "back.yaml", "--out", "again"], root);
    for (const name of readdirSync(join(root, "new", "destinations")))
      expect(readFileSync(join(root, "again", "destinations", name), "utf8")).toBe(
        readFileSync(join(root, "new", "destinations", name), "utf8"),
      );
  });

  it("adds to a project, whose default stays, and writes nothing over anything", () => {
    const root = folderWith("polyai.yaml", polyai);
    const before = readFileSync(join(root, "handoffs.yaml"), "utf8");
    const added = handoffs(["import", "adk", "polyai.yaml"], root);
    expect(added.status).toBe(0);
    expect(added.stdout).toBe("destinations/front-desk.yaml\ndestinations/laboratory.yaml\n");
    expect(added.stderr).toContain('The project\'s default is "billing" and stays that.');
    expect(readFileSync(join(root, "handoffs.yaml"), "utf8")).toBe(before);
    const mark = "# mine\n";
    writeFileSync(join(root, "destinations", "front-desk.yaml"), mark, { flag: "a" });
    const again = handoffs(["import", "adk", "polyai.yaml"], root);
    expect(again).toMatchObject({ status: 1, stdout: "" });
    expect(again.stderr).toContain("destinations/front-desk.yaml, destinations/laboratory.yaml");
    expect(readFileSync(join(root, "destinations", "front-desk.yaml"), "utf8")).toContain(mark);
  });

  it("writes nothing while anything is wrong with the file", () => {
    const root = folderWith("desks.csv", "name,number\nBilling,+442079460123\nSales,020 7946 0200\n");
    const { status, stdout, stderr } = handoffs(["import", "csv", "desks.csv", "--out", "new"], root);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("Row 3:");
    expect(stderr).toContain("Nothing was written.");
    expect(existsSync(join(root, "new"))).toBe(false);
    expect(handoffs(["import", "csv", "desks.csv", "--out", "new", "--country", "gb"], root).status).toBe(0);
  });

  it("takes back what it wrote when it cannot write the rest", () => {
    const root = folderWith("polyai.yaml", polyai);
    mkdirSync(join(root, "new"));
    writeFileSync(join(root, "new", "numbers"), "in the way");
    const { status, stdout, stderr } = handoffs(["import", "adk", "polyai.yaml", "--out", "new"], root);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/Nothing was written to .*new: /);
    expect(stderr).not.toContain("    at ");
    expect(existsSync(join(root, "new", "handoffs.yaml"))).toBe(false);
  });

  it("keeps what is no target, and shows what validate says of it", () => {
    const root = folderWith(
      "polyai.yaml",
      `handoffs:\n${handoff("desk", "front desk", "is_default: true, ")}`,
    );
    const { status, stderr } = handoffs(["import", "adk", "polyai.yaml", "--out", "new"], root);
    expect(status).toBe(1);
    expect(stderr).toContain("What is left to mend");
    expect(stderr).toContain("destinations/desk.yaml:5:5 error");
  });

  it("makes a project for calls that come by SIP when they are to be referred", () => {
    const root = folderWith(
      "polyai.yaml",
      `handoffs:\n${handoff("desk", "sip:desk@pbx.example.com", "is_default: true, ")}`,
    );
    const { status, stderr } = handoffs(["import", "adk", "polyai.yaml", "--out", "acme"], root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(join(root, "acme", "numbers", "main-line.yaml"), "utf8")).toContain(
      "live: {sipDomain: acme.sip.twilio.com}",
    );
  });

  it("says which file it cannot read", () => {
    const root = folderWith("polyai.yaml", polyai);
    expect(handoffs(["import", "adk", "nowhere.yaml"], root)).toMatchObject({ status: 2, stdout: "" });
    expect(handoffs(["import", "adk", "destinations"], root)).toMatchObject({ status: 2, stdout: "" });
    expect(handoffs(["import", "adk"], root).status).toBe(2);
    expect(handoffs(["import", "adk", "polyai.yaml", "--sip-host", "a b"], root).status).toBe(2);
    expect(handoffs(["import", "csv", "polyai.yaml", "--country", "XX"], root).status).toBe(2);
    expect(handoffs(["import", "xml", "polyai.yaml"], root).status).toBe(2);
  });
});
