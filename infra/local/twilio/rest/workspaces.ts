import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { atMost, formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Workspace } from "../state.ts";
import type { Store } from "../store.ts";

export const taskRouterUrl = (context: Context): string =>
  `${new URL(context.req.url).origin}/taskrouter/v1/Workspaces`;

export const workspaceOf = (store: Store, sid: string): Workspace => {
  const workspace = store.state.workspaces[sid];
  if (workspace === undefined) throw notFound(`/v1/Workspaces/${sid}`);
  return workspace;
};

/** https://www.twilio.com/docs/taskrouter/api/workspace: enough to have workflows in it. */
export const workspaces = (store: Store): Hono =>
  new Hono()
    .get("/Workspaces", (context) => {
      const query = new URL(context.req.url).searchParams;
      const friendlyName = query.get("FriendlyName");
      const all = Object.values(store.state.workspaces).filter(
        ({ friendly_name }) => !friendlyName || friendly_name === friendlyName,
      );
      const page = paginate(all.reverse(), query);
      return context.json({
        workspaces: page.items.map((workspace) => reply(context, workspace)),
        meta: metaOf(page, taskRouterUrl(context), "workspaces"),
      });
    })
    .post("/Workspaces", async (context) => {
      const friendlyName = atMost(required(await formOf(context), "FriendlyName"), 64, "FriendlyName");
      const now = new Date().toISOString();
      const workspace: Workspace = {
        sid: newSid("WS"),
        friendly_name: friendlyName,
        default_activity_sid: newSid("WA"),
        date_created: now,
        date_updated: now,
      };
      store.update(({ workspaces: all }) => {
        all[workspace.sid] = workspace;
      });
      return context.json(reply(context, workspace), 201);
    })
    .get("/Workspaces/:Sid", (context) =>
      context.json(reply(context, workspaceOf(store, context.req.param("Sid")))),
    );

const links = {
  activities: "Activities",
  statistics: "Statistics",
  real_time_statistics: "RealTimeStatistics",
  cumulative_statistics: "CumulativeStatistics",
  task_queues: "TaskQueues",
  tasks: "Tasks",
  workers: "Workers",
  workflows: "Workflows",
  task_channels: "TaskChannels",
  events: "Events",
} as const;

const reply = (context: Context, workspace: Workspace) => {
  const url = `${taskRouterUrl(context)}/${workspace.sid}`;
  return {
    ...workspace,
    account_sid: credentials.accountSid,
    default_activity_name: "Offline",
    timeout_activity_name: "Offline",
    timeout_activity_sid: workspace.default_activity_sid,
    event_callback_url: null,
    events_filter: null,
    multi_task_enabled: true,
    prioritize_queue_order: "FIFO",
    url,
    links: Object.fromEntries(Object.entries(links).map(([name, path]) => [name, `${url}/${path}`])),
  };
};
