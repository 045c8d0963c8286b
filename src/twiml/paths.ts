/** The path of the router, which every leg names as its action. */
export const routerPath = "/router";

/** The private asset that holds the router's plan. */
export const planPath = "/plan.json";

/** The private asset that holds SIP passwords, where there are any. */
export const secretsPath = "/secrets.json";

/** The path of a destination's bin. */
export const binPath = (destination: string) => `/handoffs/${destination}.xml`;

/** The path of the bin that a number asks when the agent or the router fails. */
export const onErrorPath = (destination: string) => `/onerror/${destination}.xml`;

/** The bin that the router itself falls back to: the default destination, without the router. */
export const routerErrorPath = "/onerror.xml";

/** Ends the call after a recording whose document does not name the router. */
export const endedPath = "/ended.xml";

/** What a callee hears before the caller is put through. */
export const whisperPath = (destination: string) => `/whisper/${destination}.xml`;

/** What a caller hears in a destination's queue. */
export const waitPath = (destination: string) => `/wait/${destination}.xml`;
