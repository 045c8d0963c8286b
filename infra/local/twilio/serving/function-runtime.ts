/**
 * What runs inside a Function's worker thread, as source text: a worker made from text needs no file of its
 * own, so it starts alike from TypeScript and from a bundle. It is CommonJS and knows nothing of the emulator.
 *
 * `workerData`: {code, path, assets: {path: file}, origin}, the emulator's origin. Message in: {id, context, event, now};
 * out: {id, reply} with reply {statusCode, headers: [name, value][], body}.
 */
export const functionRuntime = /* js */ `
"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const { readFileSync } = require("node:fs");
const { compileFunction } = require("node:vm");
const { isBuiltin } = require("node:module");

class Response {
  constructor() {
    this.statusCode = 200;
    this.body = null;
    this.headers = {};
  }
  setStatusCode(code) {
    this.statusCode = code;
    return this;
  }
  setBody(body) {
    this.body = body;
    return this;
  }
  setHeaders(headers) {
    if (typeof headers !== "object" || headers === null) return this;
    this.headers = { ...headers };
    return this;
  }
  appendHeader(name, value) {
    const existing = Object.keys(this.headers).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    const before = this.headers[existing];
    this.headers[existing] = before === undefined ? value : [].concat(before, value);
    return this;
  }
  setCookie(name, value, attributes = []) {
    return this.appendHeader("Set-Cookie", [name + "=" + value, ...attributes].join(";"));
  }
  removeCookie(name) {
    return this.setCookie(name, "", ["Max-Age=0"]);
  }
}

const assets = Object.fromEntries(
  Object.entries(workerData.assets).map(([path, file]) => [
    path,
    { path: file, open: (encoding = "utf8") => readFileSync(file, encoding) },
  ]),
);
globalThis.Twilio = {
  Response,
  get twiml() {
    throw new Error("The emulator has no Twilio.twiml: build the document as text");
  },
};
globalThis.Runtime = { getAssets: () => assets, getFunctions: () => ({}) };

/** A Function reaches Twilio's APIs under their own addresses: here they are the emulator's. */
const outside = globalThis.fetch;
const inside = (address) => {
  const url = new URL(address);
  const product = /^([a-z-]+)\\.twilio\\.com$/.exec(url.hostname)?.[1];
  return product === undefined ? url : new URL("/" + product + url.pathname + url.search, workerData.origin);
};
globalThis.fetch = (input, init) =>
  input instanceof Request ? outside(new Request(inside(input.url), input), init) : outside(inside(input), init);

const requireBuiltin = (name) => {
  if (isBuiltin(name)) return require(name);
  const error = new Error("Cannot find module '" + name + "': the emulator installs no Dependencies");
  error.code = "MODULE_NOT_FOUND";
  throw error;
};
const load = () => {
  const module = { exports: {} };
  const names = ["exports", "require", "module", "__filename", "__dirname"];
  const run = compileFunction(workerData.code, names, { filename: workerData.path });
  run(module.exports, requireBuiltin, module, workerData.path, "/");
  if (typeof module.exports.handler !== "function") throw new TypeError("exports.handler is not a function");
  return module.exports.handler;
};

const failure = (error) => ({
  statusCode: 500,
  headers: [["Content-Type", "text/plain"]],
  body: error instanceof Error ? (error.stack ?? error.message) : String(error),
});
const contentTypes = { string: "text/plain", object: "application/json" };
const replyOf = (result) => {
  if (result instanceof Response) {
    const headers = Object.entries(result.headers).flatMap(([name, value]) =>
      [].concat(value).map((one) => [name, String(one)]),
    );
    const isText = typeof result.body === "string";
    if (!headers.some(([name]) => name.toLowerCase() === "content-type"))
      headers.push(["Content-Type", isText ? "text/html" : "application/json"]);
    return { statusCode: result.statusCode, headers, body: bodyOf(result.body) };
  }
  const type = contentTypes[typeof result] ?? "text/plain";
  return { statusCode: 200, headers: [["Content-Type", type]], body: bodyOf(result) };
};
const bodyOf = (value) => {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** A call's script may give the time of the call; it then passes as ever. */
const RealDate = Date;
let ahead = 0;
globalThis.Date = class Date extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + ahead] : parts));
  }
  static now() {
    return RealDate.now() + ahead;
  }
};

let handler;
parentPort.on("message", async ({ id, context, event, now }) => {
  ahead = Number.isFinite(now) ? now - RealDate.now() : 0;
  let called = false;
  const callback = (error, result) => {
    if (called) return console.warn("callback was called again: ignored");
    called = true;
    parentPort.postMessage({ id, reply: error ? failure(error) : replyOf(result) });
  };
  try {
    handler ??= load();
    await handler({ ...context, getTwilioClient: () => { throw new Error("The emulator has no Twilio client") } }, event, callback);
  } catch (error) {
    if (called) throw error;
    callback(error instanceof Error ? error : new Error(String(error)));
  }
});
`;
