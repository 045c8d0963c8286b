import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";

/** One request with its reply, as it went over the wire. */
export interface Exchange {
  readonly product: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Null where the body was no form. */
  readonly form: URLSearchParams | null;
  readonly status: number;
  readonly reply: string;
}

type Json = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Json;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Json;
}

const folder = join(
  dirname(createRequire(import.meta.url).resolve("@twilio/cli-core/package.json")),
  "src/services/twilio-api",
);
/**
 * Twilio's schemas allow any further property; a strict reading of them does not. Its own examples show that an
 * application SID that is not set is the empty string, whatever the pattern says. What has no type may be null anyway.
 */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  if (entries.pattern === "^AP[0-9a-fA-F]{32}$") return { type: "string", pattern: "^(AP[0-9a-fA-F]{32})?$" };
  if (!("type" in entries)) delete entries.nullable;
  return "properties" in entries ? { ...entries, additionalProperties: false } : entries;
};

const load = (name: string): OpenApi =>
  closed(JSON.parse(readFileSync(join(folder, name), "utf8"))) as OpenApi;
const documents: Readonly<Record<string, OpenApi>> = {
  api: load("twilio_api_v2010.json"),
  iam: load("twilio_iam_v1.json"),
  monitor: load("twilio_monitor_v1.json"),
  routes: load("twilio_routes_v2.json"),
  serverless: load("twilio_serverless_v1.json"),
  taskrouter: load("twilio_taskrouter_v1.json"),
  voice: load("twilio_voice_v1.json"),
  sync: load("twilio_sync_v1.json"),
};

const ajv = new Ajv({ strict: false, coerceTypes: true, allErrors: true });
const rfc2822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/;
const formats: Readonly<Record<string, (value: string) => boolean>> = {
  "date-time": (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
  "date-time-rfc-2822": (value) => rfc2822.test(value),
  // The 2010 API's own examples have relative URIs and empty ones under this format.
  uri: (value) => value === "" || value.startsWith("/2010-04-01/") || URL.canParse(value),
  "iso-country-code": (value) => /^[A-Z]{2}$/.test(value),
  "http-method": (value) => value === "GET" || value === "POST",
  "phone-number": (value) => /^\+\d{7,15}$/.test(value),
  endpoint: (value) => value !== "",
  twiml: (value) => value.startsWith("<"),
  currency: (value) => /^[A-Z]{3}$/.test(value),
};
for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
for (const name of ["uri-map", "phone-number-capabilities"]) ajv.addFormat(name, true);

const compiled = new Map<string, ValidateFunction>();
const validatorOf = (key: string, schema: Json, components: Json): ValidateFunction => {
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const validate = ajv.compile({ ...schema, components });
  compiled.set(key, validate);
  return validate;
};

/** What of an exchange Twilio's document does not allow; uploads are in no document. */
export const problemsOf = (exchange: Exchange): readonly string[] => {
  if (exchange.status >= 400) return problemsOfError(exchange);
  const document = documents[exchange.product];
  if (document === undefined) return [];
  const found = operationOf(document, exchange);
  if (found === undefined) return [`${label(exchange)}: not in Twilio's document, yet it succeeded`];
  const { template, operation } = found;
  const key = `${exchange.product} ${exchange.method} ${template}`;
  return [
    ...problemsOfQuery(exchange, operation),
    ...problemsOfForm(exchange, operation, key, document),
    ...problemsOfReply(exchange, operation, key, document),
  ];
};

const label = ({ method, product, path, status }: Exchange): string =>
  `${method} ${product}${path} ${status}`;

const operationOf = (
  document: OpenApi,
  { method, path }: Exchange,
): { readonly template: string; readonly operation: Operation } | undefined => {
  for (const [template, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+?")}$`);
    const operation = operations[method.toLowerCase()];
    if (pattern.test(path) && operation !== undefined) return { template, operation };
  }
  return undefined;
};

const problemsOfQuery = (exchange: Exchange, operation: Operation): readonly string[] => {
  const known = (operation.parameters ?? []).filter((one) => one.in === "query").map(({ name }) => name);
  return [...exchange.query.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `${label(exchange)}: the query has ${name}, which is not Twilio's`);
};

const problemsOfForm = (
  exchange: Exchange,
  operation: Operation,
  key: string,
  document: OpenApi,
): readonly string[] => {
  const schema = operation.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
  if (schema === undefined || exchange.form === null) return [];
  const { form } = exchange;
  const properties = schema.properties as Readonly<Record<string, Json>>;
  const values = Object.fromEntries(
    [...new Set(form.keys())].map((name) => [
      name,
      properties[name]?.type === "array" ? form.getAll(name) : form.get(name),
    ]),
  );
  const validate = validatorOf(`${key} request`, schema, document.components);
  return validate(values) ? [] : [`${label(exchange)}: request ${ajv.errorsText(validate.errors)}`];
};

const problemsOfReply = (
  exchange: Exchange,
  operation: Operation,
  key: string,
  document: OpenApi,
): readonly string[] => {
  const response = operation.responses[String(exchange.status)];
  if (response === undefined) return [`${label(exchange)}: Twilio does not answer with this status`];
  const schema = response.content?.["application/json"]?.schema;
  if (schema === undefined)
    return exchange.reply === "" ? [] : [`${label(exchange)}: a body where none belongs`];
  const validate = validatorOf(`${key} ${exchange.status}`, schema, document.components);
  const reply: Json = JSON.parse(exchange.reply);
  const expected = propertiesOf(schema, document);
  const missing = expected.filter((name) => !(name in reply));
  return [
    ...(validate(reply) ? [] : [`${label(exchange)}: reply ${ajv.errorsText(validate.errors)}`]),
    ...(missing.length === 0 ? [] : [`${label(exchange)}: the reply lacks ${missing.join(", ")}`]),
  ];
};

/** Every property that Twilio documents is in every reply of Twilio. */
const propertiesOf = (schema: Json, document: OpenApi): readonly string[] => {
  const reference = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  const schemas = document.components.schemas as Readonly<Record<string, Json>>;
  const resolved = reference === undefined ? schema : schemas[reference];
  return Object.keys(resolved?.properties ?? {});
};

const problemsOfError = (exchange: Exchange): readonly string[] => {
  let body: unknown;
  try {
    body = JSON.parse(exchange.reply);
  } catch {
    return [`${label(exchange)}: the error is no JSON`];
  }
  const expected = { code: "number", message: "string", more_info: "string", status: "number" };
  const actual = Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, typeof value]));
  return JSON.stringify(actual) === JSON.stringify(expected)
    ? []
    : [`${label(exchange)}: the error has ${JSON.stringify(actual)}`];
};
