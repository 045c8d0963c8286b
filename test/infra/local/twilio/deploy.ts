import { randomUUID } from "node:crypto";
import { officialClient, rawRequest, type UploadedFile, uploadForm } from "./rest-client.ts";

export interface Deployed {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  readonly domain: string;
  /** `https://…` of a path. */
  url(path: string): string;
}

/** A document or a Function's code by path; Functions are those that are JavaScript, or whose content exports a handler. */
export type Site = Readonly<Record<string, string | Omit<UploadedFile, "path">>>;

/** Uploads a site into a service, and builds it; its SID. */
export const build = async (endpoint: string, serviceSid: string, site: Site): Promise<string> => {
  const context = officialClient(endpoint).serverless.v1.services(serviceSid);
  const assetVersions: string[] = [];
  const functionVersions: string[] = [];
  for (const [path, given] of Object.entries(site)) {
    const file: UploadedFile = { path, ...(typeof given === "string" ? { content: given } : given) };
    const isFunction = file.type === "application/javascript" || file.content.includes("exports.handler");
    const resource = await (isFunction ? context.functions : context.assets).create({ friendlyName: path });
    const kind = isFunction ? "Functions" : "Assets";
    const version = await rawRequest(
      `${endpoint.replace("{product}", "serverless-upload")}/v1/Services/${serviceSid}/${kind}/${resource.sid}/Versions`,
      { form: uploadForm(file) },
    );
    (isFunction ? functionVersions : assetVersions).push(String(version.body.sid));
  }
  return (await context.builds.create({ assetVersions, functionVersions })).sid;
};

/** Deploys a site of its own to the emulator, by the official client. */
export const deploy = async (
  endpoint: string,
  site: Site,
  uniqueName = `site-${randomUUID().slice(0, 8)}`,
  environmentName = "live",
): Promise<Deployed> => {
  const client = officialClient(endpoint);
  const service = await client.serverless.v1.services.create({ uniqueName, friendlyName: uniqueName });
  const context = client.serverless.v1.services(service.sid);
  const environment = await context.environments.create({
    uniqueName: environmentName,
    domainSuffix: environmentName,
  });
  const buildSid = await build(endpoint, service.sid, site);
  await context.environments(environment.sid).deployments.create({ buildSid });
  return {
    serviceSid: service.sid,
    environmentSid: environment.sid,
    buildSid,
    domain: environment.domainName,
    url: (path) => `https://${environment.domainName}${path}`,
  };
};
