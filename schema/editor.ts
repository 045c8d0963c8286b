import * as z from "zod";
import { destination } from "./destination.ts";
import { number } from "./number.ts";
import { project } from "./project.ts";
import { schedule } from "./schedule.ts";

/** The JSON Schema of each kind of file, for editors: `schema/<name>.schema.json`. */
export const editorSchemas = { destination, number, schedule, handoffs: project } as const;

/** Draft 7, which the YAML support of VS Code and JetBrains reads. */
export function editorSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: "draft-7", io: "input" }), undefined, 2)}\n`;
}
