/**
 * Runs in the program's process before the SDK's launcher. The SDK loads a compiler and an installer of packages, for
 * functions that become resources; they take longer than the whole rest, and here they are loaded once they are used.
 * It also reads source maps, anew for each resource, for stacks of which nobody sees more than an error's; besides,
 * Node 20 and 22 never finish colouring a stack that names a file right under a package scope, as those maps do.
 */
const script = `
  import { Module } from "node:module";
  const deferred = new Set(["typescript", "@npmcli/arborist"]);
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    const now = () => Reflect.apply(load, this, [request, parent, isMain]);
    if (!/[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]/.test(parent?.filename ?? "")) return now();
    if (request === "source-map-support/register") return {};
    if (!deferred.has(request)) return now();
    let loaded;
    const get = (_, name) => name === "__esModule" ? true : (loaded ??= now())[name];
    return new Proxy({}, { get });
  };
`;

/** For Node's `--import`. */
export const preload = `data:text/javascript,${encodeURIComponent(script)}`;
