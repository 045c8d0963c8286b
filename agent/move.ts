import type { Outcome, Stored } from "./api.d.ts";
import type { Place, Places } from "./places.ts";
import type { Post, Reply } from "./requests.ts";

/** https://www.twilio.com/docs/api/errors/21220, and a call that was never there. */
const callEnded: readonly (number | undefined)[] = [21220, 20404];

/**
 * Moves a live call with one request, which names what Twilio asks when the destination's document fails. When Twilio
 * refuses, the default destination is tried; when that is refused too, the call stays where it is.
 * https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 */
export async function move(
  accountSid: string,
  callSid: string,
  destination: string,
  places: Places,
  context: Stored,
  post: Post,
): Promise<Outcome> {
  const moveTo = ({ url }: Place): Promise<Reply> =>
    post("api", `/2010-04-01/Accounts/${accountSid}/Calls/${callSid}.json`, {
      Url: url,
      Method: "GET",
      FallbackUrl: places.plainDefault,
      FallbackMethod: "GET",
    });
  const place = places.find(destination);
  let problem = `There is no destination "${destination}"`;
  if (place !== undefined) {
    const reply = await moveTo(place);
    if (isDone(reply)) return { status: "moved", destination: place.id ?? destination, context };
    if (callEnded.includes(reply.code)) return { status: "call ended", problem: reply.message };
    problem = reply.message;
    if (place === places.default) return { status: "refused", problem };
  }
  const reply = await moveTo(places.default);
  if (callEnded.includes(reply.code)) return { status: "call ended", problem: reply.message };
  if (!isDone(reply)) return { status: "refused", problem: reply.message };
  const { id } = places.default;
  return { status: "moved to default", ...(id === undefined ? {} : { destination: id }), problem, context };
}

const isDone = ({ status }: Reply): boolean => status >= 200 && status < 300;
