import pLimit from "p-limit";
import { isTooMany } from "./errors.ts";

/** Runs `send` when there is room for one more request. */
export type Throttle = <T>(send: () => Promise<T>) => Promise<T>;

/**
 * Bounds how many requests are under way at once: `most`, and half as many whenever Twilio refuses one for being too
 * many (error 20429), then one more after some rounds that go through. How many Twilio takes depends on the account and
 * on who else uses it. https://www.twilio.com/docs/api/errors/20429
 */
export function throttle(most: number): Throttle {
  const limit = pLimit(most);
  let begun = 0;
  let halvedAt = 0;
  let passed = 0;
  return (send) =>
    limit(async () => {
      const place = begun++;
      try {
        const answer = await send();
        passed += 1;
        if (passed >= rounds * limit.concurrency && limit.concurrency < most) {
          limit.concurrency += 1;
          passed = 0;
        }
        return answer;
      } catch (error) {
        // Those that were under way when it was halved say nothing about what came of that.
        if (isTooMany(error) && place >= halvedAt) {
          limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2));
          halvedAt = begun;
          passed = 0;
        }
        throw error;
      }
    });
}

const rounds = 4;
