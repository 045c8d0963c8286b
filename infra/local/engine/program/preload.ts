/**
 * Runs in the program's process before the SDK's launcher. The SDK sends the engine four debug messages for each
 * resource, each after the answer to the last, of which this engine shows none. It also reads source maps for stacks of
 * which nobody sees more than an error's; besides, Node 20 and 22 never finish colouring a stack that names a file right
 * under a package scope, as those maps do.
 */
const script = `
  import { Module } from "node:module";
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    const ofSdk = /[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]/.test(parent?.filename ?? "");
    if (ofSdk && request === "source-map-support/register") return {};
    const loaded = Reflect.apply(load, this, [request, parent, isMain]);
    return ofSdk && request.endsWith("/log") ? Object.assign(loaded, { debug: async () => {} }) : loaded;
  };
`;

/** For Node's `--import`. */
export const preload = `data:text/javascript,${encodeURIComponent(script)}`;
