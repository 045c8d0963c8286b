import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound, RestError } from "../errors.ts";
import { paginate, urisOf } from "../paging.ts";
import { atMost, formOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { Queue } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";

const list = `/2010-04-01/Accounts/${credentials.accountSid}/Queues`;

/** https://www.twilio.com/docs/voice/api/queue-resource. Nobody waits in one but while a call is followed. */
export const queues = (store: Store): Hono => {
  const find = (context: Context): Queue => {
    const sid = context.req.param("Sid") ?? "";
    const queue = store.state.queues[sid];
    if (queue === undefined) throw notFound(`${list}/${sid}.json`);
    return queue;
  };
  return new Hono()
    .get("/Accounts/:AccountSid/Queues", (context) => {
      const page = paginate(
        Object.values(store.state.queues).reverse(),
        new URL(context.req.url).searchParams,
      );
      return context.json({ queues: page.items.map(reply), ...urisOf(page, `${list}.json`) });
    })
    .post("/Accounts/:AccountSid/Queues", async (context) => {
      const form = await formOf(context);
      const friendlyName = atMost(required(form, "FriendlyName"), 64, "FriendlyName");
      if (Object.values(store.state.queues).some(({ friendly_name }) => friendly_name === friendlyName))
        throw new RestError(400, 22003, `There is a queue ${friendlyName} already`);
      const now = new Date().toISOString();
      const queue: Queue = {
        sid: newSid("QU"),
        friendly_name: friendlyName,
        max_size: Number(form.get("MaxSize") ?? 1000),
        date_created: now,
        date_updated: now,
      };
      store.update(({ queues: all }) => {
        all[queue.sid] = queue;
      });
      return context.json(reply(queue), 201);
    })
    .get("/Accounts/:AccountSid/Queues/:Sid", (context) => context.json(reply(find(context))))
    .delete("/Accounts/:AccountSid/Queues/:Sid", (context) => {
      const { sid } = find(context);
      store.update(({ queues: all }) => {
        delete all[sid];
      });
      return context.body(null, 204);
    });
};

const reply = (queue: Queue) => ({
  ...queue,
  account_sid: credentials.accountSid,
  current_size: 0,
  average_wait_time: 0,
  date_created: rfc2822(queue.date_created),
  date_updated: rfc2822(queue.date_updated),
  uri: `${list}/${queue.sid}.json`,
});
