import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { atMost, formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Variable } from "../state.ts";
import type { Store } from "../store.ts";
import { environmentOf } from "./environments.ts";
import { serverlessUrl } from "./services.ts";

const maximumValueBytes = 450;

/** https://www.twilio.com/docs/serverless/api/resource/variable */
export const variables = (store: Store): Hono => {
  const path = "/Services/:ServiceSid/Environments/:EnvironmentSid/Variables";
  const listUrl = (context: Context, serviceSid: string, environmentSid: string): string =>
    `${serverlessUrl(context)}/Services/${serviceSid}/Environments/${environmentSid}/Variables`;
  const reply = (context: Context, variable: Variable) => ({
    ...variable,
    account_sid: credentials.accountSid,
    url: `${listUrl(context, variable.service_sid, variable.environment_sid)}/${variable.sid}`,
  });
  const of = (context: Context): Variable[] => {
    const { ServiceSid = "", EnvironmentSid = "" } = context.req.param();
    const { sid } = environmentOf(store.state, ServiceSid, EnvironmentSid);
    return Object.values(store.state.variables).filter(({ environment_sid }) => environment_sid === sid);
  };
  const find = (context: Context): Variable => {
    const variable = of(context).find(({ sid }) => sid === context.req.param("Sid"));
    if (variable === undefined)
      throw notFound(new URL(context.req.url).pathname.replace("/serverless/v1", ""));
    return variable;
  };
  const save = (variable: Variable, others: readonly Variable[]): void => {
    atMost(variable.key, 128, "Key");
    if (Buffer.byteLength(variable.value) > maximumValueBytes)
      throw invalid(`Value is too long: it can have at most ${maximumValueBytes} bytes`);
    if (others.some((other) => other.key === variable.key && other.sid !== variable.sid))
      throw conflict(`Variable with Key ${variable.key} already exists`);
    store.update(({ variables }) => {
      variables[variable.sid] = variable;
    });
  };

  return new Hono()
    .get(path, (context) => {
      const { ServiceSid, EnvironmentSid } = context.req.param();
      const page = paginate(of(context).reverse(), new URL(context.req.url).searchParams);
      return context.json({
        variables: page.items.map((variable) => reply(context, variable)),
        meta: metaOf(page, listUrl(context, ServiceSid, EnvironmentSid), "variables"),
      });
    })
    .post(path, async (context) => {
      const { ServiceSid, EnvironmentSid } = context.req.param();
      const others = of(context);
      const form = await formOf(context);
      const now = new Date().toISOString();
      const variable: Variable = {
        sid: newSid("ZV"),
        service_sid: ServiceSid,
        environment_sid: EnvironmentSid,
        key: required(form, "Key"),
        value: required(form, "Value"),
        date_created: now,
        date_updated: now,
      };
      save(variable, others);
      return context.json(reply(context, variable), 201);
    })
    .get(`${path}/:Sid`, (context) => context.json(reply(context, find(context))))
    .post(`${path}/:Sid`, async (context) => {
      const variable = find(context);
      const form = await formOf(context);
      const changed: Variable = {
        ...variable,
        key: form.get("Key") || variable.key,
        value: form.get("Value") ?? variable.value,
        date_updated: new Date().toISOString(),
      };
      save(changed, of(context));
      return context.json(reply(context, changed));
    })
    .delete(`${path}/:Sid`, (context) => {
      const { sid } = find(context);
      store.update(({ variables }) => {
        delete variables[sid];
      });
      return context.body(null, 204);
    });
};
