/** The exit status of every command. */
export const status = { clean: 0, problems: 1, usage: 2, fault: 3 } as const;

export type Status = (typeof status)[keyof typeof status];

/** The command cannot be carried out as it was typed. Ends the process with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
