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
    const now = () => Reflect.apply(load, this, [request, parent, isMain]);
    if (!/[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]/.test(parent?.filename ?? "")) return now();
    if (request === "source-map-support/register") return {};
    if (request.endsWith("/log")) return Object.assign(now(), { debug: async () => {} });
    return now();
  };
`;

/** For Node's `--import`. */
export const preload = `data:text/javascript,${encodeURIComponent(script)}`;
