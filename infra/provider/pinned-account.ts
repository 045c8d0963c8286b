import { type Properties, property, reveal } from "./property.ts";

/**
 * A stack lives in the account that it was first deployed to: in another one nothing of it is there, so a refresh would
 * forget a stack that answers calls, and an update would point numbers at documents that only the first account has.
 * `known` has the account in the state, `given` the one of the credentials; throws where both are known and differ.
 */
export function refuseOtherAccount(known: string | undefined, given: string | undefined): void {
  if (known === undefined || given === undefined || known === given) return;
  throw new Error(
    `This stack was deployed to the account ${known}, and the credentials are of ${given}, which has nothing of it. ` +
      `Use credentials of ${known}. To deploy to ${given} as well, make it an environment and a stack of its own; ` +
      "to move there for good, deploy there first, and then destroy this stack.",
  );
}

/** The account that properties name; undefined where none is known yet. */
export function accountIn(properties: Properties): string | undefined {
  const sid = reveal(property(properties, "accountSid") ?? null);
  return typeof sid === "string" && sid !== "" ? sid : undefined;
}
