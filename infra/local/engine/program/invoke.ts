/** Functions that a program calls: those of providers, and the look-up of a resource that a reference names. */
import type { Deployment } from "../deployment.ts";
import { Problem, refusal } from "../problem.ts";
import { hasUnknowns, type Properties, settled } from "../wire/property.ts";
import { fromStruct, resource, toStruct } from "../wire/protocol.ts";
import { packageOf } from "../wire/urn.ts";

type Request = import("@pulumi/pulumi/proto/resource_pb.js").ResourceInvokeRequest;
type Response = import("@pulumi/pulumi/proto/resource_pb.js").ResourceInvokeResponse;

export async function invoke(
  d: Deployment,
  request: Request,
  providerFor: (token: string) => Promise<string>,
): Promise<Response> {
  const token = request.getTok();
  const args = settled(fromStruct(request.getArgs()));
  const response = new resource.ResourceInvokeResponse();
  if (token === "pulumi:pulumi:getResource") {
    response.setReturn(toStruct(registered(d, String(args.urn))));
    return response;
  }
  if (packageOf(token) === "pulumi") throw refusal(`the function ${token}`);
  if (hasUnknowns(args)) {
    response.setUnknown(true);
    return response;
  }
  const provider = await d.providers.get(await providerFor(token));
  const { inputs, failures } = await provider.invoke(token, args);
  if (failures.length > 0) {
    const reasons = failures.map(({ property, reason }) => `${property} ${reason}`.trim());
    throw new Problem(`The function ${token} does not take its arguments: ${reasons.join("; ")}`);
  }
  response.setReturn(toStruct(inputs));
  return response;
}

function registered(d: Deployment, urn: string): Properties {
  const state = d.snapshot.settled(urn);
  if (state === undefined) throw new Problem("A reference names a resource that is not registered.", urn);
  return { urn, id: state.id ?? "", state: state.outputs };
}
