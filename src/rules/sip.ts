import { at, type Rule } from "./rule.ts";
import { targets } from "./within.ts";

/** What a SIP target needs for its method, and what its method leaves no place for. */
export const sip: Rule = function* (catalog) {
  for (const { entry, to, path } of targets(catalog)) {
    if (typeof to === "string" || !("sip" in to)) continue;
    const { uri, method = "invite", transport, encryption, username, password } = to.sip;
    const here = [...path, "sip"];
    const secure =
      transport === "tls" || /;transport=tls/i.test(uri ?? "") || uri?.startsWith("sips:") === true;
    if (method === "bye") {
      const extra = (["uri", "transport", "encryption", "headers", "username", "password"] as const).find(
        (key) => to.sip[key] !== undefined,
      );
      if (extra !== undefined)
        yield at(entry, [...here, extra], {
          code: "sip-bye",
          part: "key",
          message: `\`method: bye\` ends our leg, and the caller's own SIP side takes the call back: there is no request that could carry \`${extra}\`. Remove it, or use refer or invite.`,
        });
      continue;
    }
    if (uri === undefined)
      yield at(entry, here, {
        code: "sip-uri-missing",
        part: "key",
        message: `A SIP target with \`method: ${method}\` needs the address to reach. Add \`uri: "sip:…"\`.`,
      });
    else if (
      transport !== undefined &&
      /;transport=/i.test(uri) &&
      !new RegExp(`;transport=${transport}(;|$)`, "i").test(uri)
    )
      yield at(entry, [...here, "transport"], {
        code: "sip-transport",
        message: `The address says another transport than \`transport: ${transport}\`. Keep one of them.`,
      });
    if (encryption === "srtp" && !secure)
      yield at(entry, [...here, "encryption"], {
        code: "sip-encryption",
        message:
          "srtp sends its keys in the SIP messages, so these must be encrypted too. Add `transport: tls`.",
      });
    if (username !== undefined && password === undefined)
      yield at(entry, [...here, "username"], {
        code: "sip-credentials",
        part: "key",
        message: "A user name without its password. Add `password: {secret: name}`.",
      });
    if (password !== undefined && username === undefined)
      yield at(entry, [...here, "password"], {
        code: "sip-credentials",
        part: "key",
        message: "A password without its user name. Add `username`.",
      });
    if (method === "refer" && (username !== undefined || password !== undefined))
      yield at(entry, here, {
        code: "sip-credentials",
        part: "key",
        message:
          "A REFER is answered by the caller's own SIP side, which has credentials of its own. Remove username and password.",
      });
  }
};
