// Twilio's own local runtime in a process of its own, as it changes what is global: serves the Function and the
// private assets of a folder laid out as for `twilio serverless:start`, and prints its port.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalDevelopmentServer } from "@twilio/runtime-handler/dev";

const baseDir = process.argv[2];

/** `functions/router.protected.js` is served at `/router`, `assets/plan.private.json` is `/plan.json`. */
const resources = (folder) =>
  readdirSync(join(baseDir, folder)).map((file) => {
    const [name, access, extension] = file.split(".");
    const filePath = join(baseDir, folder, file);
    const path = folder === "functions" ? `/${name}` : `/${name}.${extension}`;
    return { name, path, access, filePath, content: readFileSync(filePath, "utf8") };
  });

const server = new LocalDevelopmentServer(0, {
  baseDir,
  env: {},
  port: 0,
  url: "http://127.0.0.1",
  detailedLogs: false,
  live: false,
  logs: false,
  legacyMode: false,
  appName: "handoffs",
  forkProcess: false,
  enableDebugLogs: false,
  routes: { functions: resources("functions"), assets: resources("assets") },
});
const listener = server.getApp().listen(0, "127.0.0.1", () => console.log(listener.address().port));
