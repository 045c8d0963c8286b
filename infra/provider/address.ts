import { derive, type Properties, property, text, type Value } from "./property.ts";

/** `https://{domainName}{path}`, as far as the two are known. */
export const addressOf = (inputs: Properties): Value =>
  derive(
    [property(inputs, "domainName"), property(inputs, "path")],
    () => `https://${text(inputs, "domainName")}${text(inputs, "path")}`,
  );
