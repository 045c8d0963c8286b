/** Resources that a program only reads (`Resource.get`): looked up on every run, kept in the state as external. */
import type { Deployment } from "../deployment.ts";
import { Problem, refusal } from "../problem.ts";
import type { ResourceState } from "../state/state.ts";
import type { Registrations } from "../steps/registration.ts";
import { describe, perform } from "../steps/step.ts";
import { settled, unknown } from "../wire/property.ts";
import { fromStruct } from "../wire/protocol.ts";
import { makeUrn } from "../wire/urn.ts";

type Request = import("@pulumi/pulumi/proto/resource_pb.js").ReadResourceRequest;

export async function readResource(
  d: Deployment,
  { seen }: Registrations,
  request: Request,
  provider: string,
): Promise<ResourceState> {
  const parent = request.getParent() || undefined;
  const [type, name, id] = [request.getType(), request.getName(), request.getId()];
  const urn = makeUrn({ stack: d.stack, project: d.project.name, parent, type, name });
  if (seen.has(urn)) throw new Problem(`Two resources of type ${type} are named "${name}".`, urn);
  seen.add(urn);
  const old = d.snapshot.old(urn);
  if (old !== undefined && old.external !== true) throw refusal("reading what was managed before", urn);
  const dependencies = request.getDependenciesList();
  let state: ResourceState = {
    urn,
    custom: true,
    id,
    type,
    inputs: settled(fromStruct(request.getProperties())),
    outputs: {},
    ...(parent !== undefined && { parent }),
    external: true,
    ...(dependencies.length > 0 && { dependencies }),
    provider,
    ...(old?.created !== undefined && { created: old.created }),
    ...(old?.modified !== undefined && { modified: old.modified }),
  };
  await perform(d, describe("read", { fresh: state }), { type: "reading", resource: state }, async () => {
    if (id !== unknown) {
      const found = await (await d.providers.get(provider)).read({ ...state, outputs: state.inputs });
      if (found === undefined) throw new Problem(`There is no ${type} of id "${id}".`, urn);
      state = { ...state, id: found.id, outputs: found.outputs };
    }
    d.snapshot.put(state, old);
  });
  return state;
}
