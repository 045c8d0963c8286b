import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { invalid, notFound, RestError } from "../errors.ts";
import type { Faults } from "../faults.ts";
import { metaOf, paginate } from "../paging.ts";
import { formOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Build, Dependency, Kind, State, Version, Visibility } from "../state.ts";
import type { Store } from "../store.ts";
import { serverlessUrl, serviceOf } from "./services.ts";
import { versionFields, versionsOf } from "./versions.ts";

/** Runtimes that can be deployed, the default first; the older ones are known, and refused. */
const runtimes = ["node22", "node24", "node20"];
const retired = ["node8", "node10", "node12", "node14", "node16", "node18"];

/** Per build: https://www.twilio.com/docs/serverless/functions-assets/functions#limits */
const assetLimits: Record<Visibility, number> = { public: 1000, protected: 1000, private: 50 };
const functionLimit = 50;

export const buildOf = (state: State, serviceSid: string, sid: string): Build => {
  const build = state.builds[sid];
  if (build?.service_sid !== serviceSid) throw notFound(`/Services/${serviceSid}/Builds/${sid}`);
  return build;
};

export const statusOf = (build: Build): "building" | "completed" | "failed" =>
  Date.now() < build.ready_at ? "building" : build.result;

/** https://www.twilio.com/docs/serverless/api/resource/build. `buildTime`: ms until a build is done. */
export const builds = (store: Store, faults: Faults, buildTime: number): Hono => {
  const listUrl = (context: Context, serviceSid: string): string =>
    `${serverlessUrl(context)}/Services/${serviceSid}/Builds`;
  const reply = (context: Context, build: Build) => {
    const url = `${listUrl(context, build.service_sid)}/${build.sid}`;
    return {
      sid: build.sid,
      account_sid: credentials.accountSid,
      service_sid: build.service_sid,
      status: statusOf(build),
      asset_versions: versionsOf(store.state, build.assets).map(versionFields),
      function_versions: versionsOf(store.state, build.functions).map(versionFields),
      dependencies: build.dependencies,
      runtime: build.runtime,
      date_created: build.date_created,
      date_updated: build.date_updated,
      url,
      links: { build_status: `${url}/Status` },
    };
  };

  return new Hono()
    .get("/Services/:ServiceSid/Builds", (context) => {
      const { sid } = serviceOf(store.state, context.req.param("ServiceSid"));
      const all = Object.values(store.state.builds).filter(({ service_sid }) => service_sid === sid);
      const page = paginate(all.reverse(), new URL(context.req.url).searchParams);
      return context.json({
        builds: page.items.map((build) => reply(context, build)),
        meta: metaOf(page, listUrl(context, sid), "builds"),
      });
    })
    .post("/Services/:ServiceSid/Builds", async (context) => {
      const service = serviceOf(store.state, context.req.param("ServiceSid"));
      const form = await formOf(context);
      const assets = chosen(store.state, service.sid, "asset", form.getAll("AssetVersions"));
      const functions = chosen(store.state, service.sid, "function", form.getAll("FunctionVersions"));
      if (assets.length + functions.length === 0)
        throw invalid("At least one Function Version or Asset Version is required for Build.");
      refuseTwins([...assets, ...functions]);
      refuseTooMany(assets, functions);
      const now = new Date();
      const build: Build = {
        sid: newSid("ZB"),
        service_sid: service.sid,
        assets: assets.map(({ sid }) => sid),
        functions: functions.map(({ sid }) => sid),
        dependencies: dependenciesOf(form.get("Dependencies")),
        runtime: runtimeOf(form.get("Runtime")),
        ready_at: now.getTime() + buildTime,
        result: faults.take("failing-build", context) ? "failed" : "completed",
        date_created: now.toISOString(),
        date_updated: now.toISOString(),
      };
      store.update(({ builds }) => {
        builds[build.sid] = build;
      });
      return context.json(reply(context, build), 201);
    })
    .get("/Services/:ServiceSid/Builds/:Sid", (context) => {
      const { ServiceSid, Sid } = context.req.param();
      return context.json(reply(context, buildOf(store.state, ServiceSid, Sid)));
    })
    .get("/Services/:ServiceSid/Builds/:Sid/Status", (context) => {
      const { ServiceSid, Sid } = context.req.param();
      const build = buildOf(store.state, ServiceSid, Sid);
      return context.json({
        sid: build.sid,
        account_sid: credentials.accountSid,
        service_sid: build.service_sid,
        status: statusOf(build),
        url: `${listUrl(context, build.service_sid)}/${build.sid}/Status`,
      });
    })
    .delete("/Services/:ServiceSid/Builds/:Sid", (context) => {
      const { ServiceSid, Sid } = context.req.param();
      const { sid } = buildOf(store.state, ServiceSid, Sid);
      if (Object.values(store.state.environments).some(({ build_sid }) => build_sid === sid))
        throw new RestError(400, 20001, `Build ${sid} is deployed and cannot be deleted`);
      store.update(({ builds }) => {
        delete builds[sid];
      });
      return context.body(null, 204);
    });
};

const chosen = (state: State, serviceSid: string, kind: Kind, sids: readonly string[]): Version[] =>
  [...new Set(sids)].map((sid) => {
    const version = state.versions[sid];
    const owner = version && state.resources[version.resource_sid];
    if (version?.service_sid !== serviceSid || version.kind !== kind || owner === undefined)
      throw invalid(
        `${kind === "asset" ? "Asset" : "Function"} Version ${sid} was not found in Service ${serviceSid}`,
      );
    return version;
  });

const refuseTwins = (versions: readonly Version[]): void => {
  const byResource = new Map<string, Version>();
  const byPath = new Map<string, Version>();
  for (const version of versions) {
    const kind = version.kind === "asset" ? "Asset" : "Function";
    const same = byResource.get(version.resource_sid);
    if (same !== undefined)
      throw invalid(
        `Different ${kind} Versions for same ${kind}. Conflicting SIDs: ${same.sid} and ${version.sid}.`,
      );
    const twin = byPath.get(version.path);
    if (twin !== undefined)
      throw invalid(
        `Two Versions have the path ${version.path}. Conflicting SIDs: ${twin.sid} and ${version.sid}.`,
      );
    byResource.set(version.resource_sid, version);
    byPath.set(version.path, version);
  }
};

const refuseTooMany = (assets: readonly Version[], functions: readonly Version[]): void => {
  if (functions.length > functionLimit) throw invalid(`A Build can have at most ${functionLimit} Functions`);
  for (const [visibility, limit] of Object.entries(assetLimits)) {
    const count = assets.filter((version) => version.visibility === visibility).length;
    if (count > limit) throw invalid(`A Build can have at most ${limit} ${visibility} Assets, not ${count}`);
  }
};

const runtimeOf = (given: string | null): string => {
  const runtime = given || runtimes[0] || "";
  if (retired.includes(runtime)) throw invalid(`Runtime ${runtime} can no longer be deployed`);
  if (!runtimes.includes(runtime))
    throw invalid(`Runtime must be one of ${runtimes.join(", ")}, not "${runtime}"`);
  return runtime;
};

/** A JSON array of `{name, version}`; Twilio's own deployer sends that array inside a second pair of quotes. */
const dependenciesOf = (given: string | null): Dependency[] => {
  if (given === null || given === "") return [];
  const parsed = parse(given) ?? parse(given.replace(/^"(.*)"$/s, "$1"));
  if (!Array.isArray(parsed))
    throw invalid("Dependencies must be a JSON array of objects with name and version");
  return parsed.map((entry: unknown) => {
    if (
      typeof entry !== "object" ||
      entry === null ||
      !("name" in entry && "version" in entry) ||
      typeof entry.name !== "string" ||
      typeof entry.version !== "string"
    )
      throw invalid("Each of Dependencies must have a name and a version");
    if (!/^(\d+\.\d+\.\d+(-[\w.]+)?)$/.test(entry.version))
      throw invalid(`Dependency ${entry.name} must have an exact version, not "${entry.version}"`);
    return { name: entry.name, version: entry.version };
  });
};

const parse = (text: string): unknown => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "string" ? JSON.parse(parsed) : parsed;
  } catch {
    return undefined;
  }
};
