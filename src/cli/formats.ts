/** How problems are printed. */
export const formats = ["human", "json", "github", "sarif"] as const;

export type Format = (typeof formats)[number];
