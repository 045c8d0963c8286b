import { InvalidArgumentError } from "commander";

const label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

/** A host name with a dot, as an option has it; an address of one is understood too. */
export function hostOf(text: string): string {
  const name = text
    .replace(/^https:\/\//i, "")
    .replace(/\/$/, "")
    .toLowerCase();
  if (!new RegExp(`^(${label}\\.)+[a-z]{2,}$`).test(name))
    throw new InvalidArgumentError("expected a host name such as acme-support-1234-live.twil.io.");
  return name;
}

/** The host of a SIP side, with its port if it has one. */
export function sipHostOf(text: string): string {
  const name = text.replace(/^sip:/i, "");
  if (!new RegExp(`^(${label}\\.)*${label}(:[0-9]{1,5})?$`, "i").test(name))
    throw new InvalidArgumentError("expected the host of a SIP side such as pbx.example.com:5060.");
  return name;
}
