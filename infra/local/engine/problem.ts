/** Something that the user can mend: its message says what, where and how. Anything else thrown is our fault. */
export class Problem extends Error {
  readonly urn: string | undefined;

  constructor(message: string, urn?: string) {
    super(message);
    this.name = "Problem";
    this.urn = urn;
  }
}

/** Thrown where work would begin after the run was told to stop; the reason is already reported. */
export class Stopped extends Error {
  constructor() {
    super("the run is stopping");
    this.name = "Stopped";
  }
}

export function refusal(feature: string, urn?: string): Problem {
  return new Problem(`The embedded engine does not do ${feature}. Use the pulumi CLI for this.`, urn);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
