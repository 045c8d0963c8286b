import type { Kind, Upload } from "../client/content.ts";
import { equal, type Properties, property, revealAll, text, type Value } from "../property.ts";

/** One Function or Asset of a resource: the inputs that it is made from, and the outputs that name it. */
export interface Part {
  readonly kind: Kind;
  /** In a state these are the content of `version`; absent where that is not ours. */
  readonly content: readonly string[];
  /** The input that says where it is served. */
  readonly path: string;
  /** The output with the SID of the Function or Asset. */
  readonly sid: string;
  /** The output with the SID of the uploaded version. */
  readonly version: string;
  readonly document: (inputs: Properties) => Upload | Promise<Upload>;
  /** Whether a refresh looks if its Asset is still there: the documents beside it ask for the list anyway. */
  readonly listed?: true;
}

/** Whether there is something to make it from: some parts are optional. */
export const isWanted = ({ content }: Part, inputs: Properties): boolean =>
  content.every((name) => property(inputs, name) !== undefined);

/** Whether the state's version was uploaded from the state's content. */
export const isOurs = (part: Part, state: Properties): boolean =>
  text(state, part.version) !== "" && isWanted(part, state);

/** Whether the uploaded version has the wanted content. */
export const holds = (part: Part, state: Properties, inputs: Properties): boolean =>
  isOurs(part, state) && part.content.every((name) => equal(bare(state, name), bare(inputs, name)));

const bare = (properties: Properties, name: string): Value => revealAll(property(properties, name) ?? null);
