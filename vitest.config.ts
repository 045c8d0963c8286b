import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many files mostly wait for processes of their own; by default one core would stay idle.
    maxWorkers: "100%",
  },
});
