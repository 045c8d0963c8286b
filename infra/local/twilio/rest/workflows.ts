import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Workflow } from "../state.ts";
import type { Store } from "../store.ts";
import { taskRouterUrl, workspaceOf } from "./workspaces.ts";

const path = "/Workspaces/:WorkspaceSid/Workflows";

/** https://www.twilio.com/docs/taskrouter/api/workflow. What a configuration says is kept, and not followed. */
export const workflows = (store: Store): Hono => {
  const find = (context: Context): Workflow => {
    const { WorkspaceSid = "", Sid = "" } = context.req.param() as Readonly<Record<string, string>>;
    const workflow = store.state.workflows[Sid];
    if (workflow?.workspace_sid !== WorkspaceSid)
      throw notFound(`/v1/Workspaces/${WorkspaceSid}/Workflows/${Sid}`);
    return workflow;
  };
  return new Hono()
    .get(path, (context) => {
      const { sid } = workspaceOf(store, context.req.param("WorkspaceSid"));
      const query = new URL(context.req.url).searchParams;
      const friendlyName = query.get("FriendlyName");
      const all = Object.values(store.state.workflows).filter(
        ({ workspace_sid, friendly_name }) =>
          workspace_sid === sid && (!friendlyName || friendly_name === friendlyName),
      );
      const page = paginate(all.reverse(), query);
      return context.json({
        workflows: page.items.map((workflow) => reply(context, workflow)),
        meta: metaOf(page, `${taskRouterUrl(context)}/${sid}/Workflows`, "workflows"),
      });
    })
    .post(path, async (context) => {
      const { sid } = workspaceOf(store, context.req.param("WorkspaceSid"));
      const form = await formOf(context);
      const now = new Date().toISOString();
      const workflow: Workflow = {
        sid: newSid("WW"),
        workspace_sid: sid,
        friendly_name: required(form, "FriendlyName"),
        configuration: required(form, "Configuration"),
        date_created: now,
        date_updated: now,
      };
      store.update(({ workflows: all }) => {
        all[workflow.sid] = workflow;
      });
      return context.json(reply(context, workflow), 201);
    })
    .get(`${path}/:Sid`, (context) => context.json(reply(context, find(context))))
    .delete(`${path}/:Sid`, (context) => {
      const { sid } = find(context);
      store.update(({ workflows: all }) => {
        delete all[sid];
      });
      return context.body(null, 204);
    });
};

const reply = (context: Context, workflow: Workflow) => {
  const url = `${taskRouterUrl(context)}/${workflow.workspace_sid}/Workflows/${workflow.sid}`;
  return {
    ...workflow,
    account_sid: credentials.accountSid,
    assignment_callback_url: null,
    fallback_assignment_callback_url: null,
    document_content_type: "application/json",
    task_reservation_timeout: 120,
    url,
    links: {
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
    },
  };
};
