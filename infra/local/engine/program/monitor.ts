/** Pulumi's ResourceMonitor service: what the program calls to register its resources. */

import type { Deployment } from "../deployment.ts";
import { Problem, refusal, Stopped } from "../problem.ts";
import type { Config } from "../project.ts";
import { defaultProviders } from "../provider/default.ts";
import { openRegistrations, register } from "../steps/registration.ts";
import { hashed } from "../wire/asset.ts";
import { equal, type Properties, revealed, settled } from "../wire/property.ts";
import { Empty, fromStruct, resource, resourceService, toStruct } from "../wire/protocol.ts";
import { type Service, unary } from "../wire/server.ts";
import { isProviderType, packageOf, stackType } from "../wire/urn.ts";
import { type Goal, inherited, readGoal } from "./goal.ts";
import { invoke } from "./invoke.ts";
import { readResource } from "./read.ts";

type Messages = typeof import("@pulumi/pulumi/proto/resource_pb.js");
type Message<Name extends keyof Messages> = Messages[Name] extends new (
  ...args: never[]
) => infer M
  ? M
  : never;

export interface Monitor extends Service {
  /** True once the program has said that it is done, with its stack and the stack's outputs registered. */
  isComplete(): boolean;
  /** Of the stack; undefined until they are registered. */
  outputs(): { readonly urn: string; readonly outputs: Properties } | undefined;
}

/** `deployment` may come later than the first call. `onError` is told what ends the run. */
export function openMonitor(
  deployment: Promise<{ readonly d: Deployment; readonly config: Config }>,
  onError: (error: unknown) => void,
): Monitor {
  const registrations = openRegistrations();
  const goals = new Map<string, Goal>();
  const defaults = deployment.then(({ d, config }) => defaultProviders(d, registrations, config));
  defaults.catch(() => {});
  let stackOutputs: { readonly urn: string; readonly outputs: Properties } | undefined;
  let signalled = false;

  const { ResourceMonitorFeature: feature } = resource;
  const features = {
    secrets: feature.RESOURCE_MONITOR_FEATURE_SECRETS,
    resourceReferences: feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    outputValues: feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    aliasSpecs: feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    deletedWith: feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  };

  /** Every call but the ones that cannot fail: refuses once the run stops, reports what goes wrong. */
  function handle<Request, Response>(
    work: (request: Request, d: Deployment) => Promise<Response> | Response,
  ) {
    return unary(async (request: Request) => {
      const { d } = await deployment;
      if (d.work.stopping.aborted) throw new Stopped();
      try {
        return await work(request, d);
      } catch (error) {
        onError(error);
        throw new Stopped();
      }
    });
  }

  async function providerFor(type: string, { provider, version }: ProviderWish): Promise<string> {
    return provider ?? (await defaults).reference(packageOf(type), version);
  }

  const refuse = (what: string) =>
    handle(() => {
      throw refusal(what);
    });

  return {
    isComplete: () => signalled && stackOutputs !== undefined,
    outputs: () => stackOutputs,
    definition: resourceService.ResourceMonitorService,
    handlers: {
      getDeploymentInfo: handle((_: unknown, d) => {
        const response = new resource.DeploymentInfo();
        response.setProject(d.project.name);
        response.setStack(d.stack);
        response.setOrganization("organization");
        response.setDryrun(d.dryRun);
        response.setSupportedfeaturesList(Object.values(features));
        return response;
      }),

      supportsFeature: unary((request: Message<"SupportsFeatureRequest">) => {
        const response = new resource.SupportsFeatureResponse();
        response.setHassupport(request.getId() in features);
        return response;
      }),

      registerResource: handle(async (request: Message<"RegisterResourceRequest">, d) => {
        const parent = goals.get(request.getParent());
        const goal = inherited(readGoal(request, d.project.directory), parent);
        const managed = goal.custom && !isProviderType(goal.type);
        const provider = managed ? await providerFor(goal.type, goal) : undefined;
        const state = await register(d, registrations, goal, provider);
        goals.set(state.urn, goal);
        const response = new resource.RegisterResourceResponse();
        response.setUrn(state.urn);
        response.setId(state.id ?? "");
        // The outputs of a component come later, from the program itself.
        const outputs = goal.custom ? state.outputs : {};
        response.setObject(toStruct(request.getAcceptsecrets() ? outputs : revealed(outputs)));
        return response;
      }),

      registerResourceOutputs: handle(async (request: Message<"RegisterResourceOutputsRequest">, d) => {
        const urn = request.getUrn();
        const outputs = hashed(settled(fromStruct(request.getOutputs())), d.project.directory);
        const state = d.snapshot.settled(urn);
        if (state === undefined) throw new Problem("Outputs came of a resource that is not registered.", urn);
        if (state.type === stackType) stackOutputs = { urn, outputs };
        else if (!equal(state.outputs, outputs)) {
          d.snapshot.amend(state, { ...state, outputs });
          await d.snapshot.save();
        }
        return new Empty();
      }),

      readResource: handle(async (request: Message<"ReadResourceRequest">, d) => {
        const type = request.getType();
        if (type === "pulumi:pulumi:StackReference") throw refusal("stack references");
        const provider = await providerFor(type, wishOf(request));
        const state = await readResource(d, registrations, request, provider);
        const response = new resource.ReadResourceResponse();
        response.setUrn(state.urn);
        response.setProperties(toStruct(state.outputs));
        return response;
      }),

      invoke: handle((request: Message<"ResourceInvokeRequest">, d) =>
        invoke(d, request, (token) => providerFor(token, wishOf(request))),
      ),

      // There are no hooks to wait for; without an answer the program would hang.
      signalAndWaitForShutdown: unary(() => {
        signalled = true;
        return new Empty();
      }),

      call: refuse("calls of resource methods"),
      registerStackTransform: refuse("transforms"),
      registerStackInvokeTransform: refuse("invoke transforms"),
      registerResourceHook: refuse("resource hooks"),
      registerErrorHook: refuse("error hooks"),
      registerPackage: refuse("parameterized packages"),
    },
  };
}

/** Which provider is to manage a resource or to answer: by reference, or the default one of a version. */
interface ProviderWish {
  readonly provider: string | undefined;
  readonly version: string | undefined;
}

function wishOf(request: { getProvider(): string; getVersion(): string }): ProviderWish {
  return { provider: request.getProvider() || undefined, version: request.getVersion() || undefined };
}
