import { checkCommit, checkPath, checkSid } from "../check.ts";
import { functionWith, importFunction } from "../function/function.ts";
import type { Operation } from "../operation.ts";
import type { Found, Resource } from "../resource.ts";
import { checkPolicy, checkSecretsPath, checkSettings } from "../router/check.ts";
import { routerParts } from "../router/parts.ts";

/** The schema's default. */
const secretsPath = "/secrets.json";

/** A protected Function and the private Assets that it reads. */
export const routerFunction: Resource = {
  type: "twilio:index:RouterFunction",
  incidental: ["commit"],

  check: (inputs, olds) => [
    ...checkSid(inputs, "serviceSid", "ZS"),
    ...routerParts.flatMap(({ path }) => checkPath(inputs, path)),
    ...checkSettings(inputs),
    ...checkSecretsPath(inputs),
    ...checkCommit(inputs),
    ...checkPolicy(inputs, olds),
  ],

  ...functionWith(routerParts, readNew),
};

/** For an import. Private Assets cannot be read back: the plan comes out empty, and the next update uploads it. */
async function readNew(id: string, operation: Operation): Promise<Found | undefined> {
  const found = await importFunction(id, operation);
  if (found === undefined) return undefined;
  const { build, inputs } = found;
  const planPath = build.privatePaths.find((one) => one !== secretsPath);
  if (planPath === undefined)
    throw new Error(`The live build has no private Asset: ${inputs.path} is no router with a plan.`);
  const plain = { ...inputs, planPath, secretsPath };
  const planVersionSid = build.assetVersions.get(planPath) ?? "";
  const outputs = { ...found.outputs, planAssetSid: build.owners.get(planVersionSid) ?? "", planVersionSid };
  return {
    id,
    inputs: { ...plain, routes: {}, numbers: {}, settings: {} },
    state: { ...plain, ...outputs },
  };
}
