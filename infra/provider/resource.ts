import type { Failure } from "./check.ts";
import type { Configuration } from "./configuration.ts";
import type { Operation } from "./operation.ts";
import type { Properties } from "./property.ts";

/**
 * One kind of resource. Its names, shapes, defaults, secrets and what needs a replacement stand in schema.json.
 * A state holds the inputs as they were given and the outputs.
 */
export interface Resource {
  /** `twilio:index:<Name>`. */
  readonly type: string;
  /** Rules beyond the schema's shapes; asks nobody. `olds` are the inputs of the last deployment, empty at first. */
  readonly check: (inputs: Properties, olds: Properties, configuration: Configuration) => readonly Failure[];
  /** Names of outputs that are not what the inputs made: changed by somebody else, or never finished. */
  readonly drifted: (known: Known) => readonly string[];
  /** Inputs whose change is none by itself: they go along with the next one. */
  readonly incidental?: readonly string[];
  /** Inputs that say which object of Twilio's it is. */
  readonly named?: readonly string[];
  /** Whether others of the run may ask for the state that was compared. */
  readonly remembered?: true;
  /** Whether a replacement that keeps those must delete the old one first. */
  readonly exclusive?: true;
  /** The state that Create (no `old`) or Update would leave, as far as it is known; asks nobody. */
  readonly preview: (inputs: Properties, old: Properties | undefined) => Properties;
  readonly create: (inputs: Properties, operation: Operation) => Promise<Made>;
  /** `known` is absent for an import. Undefined when it is gone. */
  readonly read: (id: string, known: Known | undefined, operation: Operation) => Promise<Found | undefined>;
  readonly update: (id: string, old: Known, inputs: Properties, operation: Operation) => Promise<Properties>;
  readonly delete: (id: string, known: Known, operation: Operation) => Promise<void>;
}

export interface Made {
  readonly id: string;
  readonly state: Properties;
}

export interface Known {
  /** As the program gave them. */
  readonly inputs: Properties;
  /** As the last update left it, or as the last refresh found it. */
  readonly state: Properties;
}

export interface Found extends Made {
  readonly inputs: Properties;
}

/** A part was made and then something failed: the state keeps what is there, and the next update finishes it. */
export class Unfinished extends Error {
  readonly id: string;
  readonly state: Properties;

  constructor(made: Made, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "Unfinished";
    this.id = made.id;
    this.state = made.state;
  }
}

/** Runs what comes after something was made, so that its failure keeps what was made. */
export async function finish<T>(made: Made, rest: () => Promise<T>): Promise<T> {
  try {
    return await rest();
  } catch (error) {
    throw new Unfinished(made, error);
  }
}

/** `ZS…/ZH…` in two. */
export function parts(id: string, form: string): readonly [string, string] {
  const [first, second, ...others] = id.split("/");
  if (first === undefined || first === "" || second === undefined || second === "" || others.length > 0) {
    throw new Error(`\`${id}\` is not the id of such a resource. Expected ${form}.`);
  }
  return [first, second];
}
