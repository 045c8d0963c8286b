import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

it("what runs in the Function is small and knows neither holidays nor files", async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["src/schedule/state.ts"],
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).sort()).toEqual([
    "src/schedule/day.ts",
    "src/schedule/schedule.ts",
    "src/schedule/state.ts",
    "src/schedule/timetable.ts",
    "src/schedule/zone.ts",
  ]);
  expect(outputFiles[0]?.contents.length).toBeLessThan(8_000);
});
