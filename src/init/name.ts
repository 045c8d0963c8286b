/** The name of a project in a folder of any name: at most 24 small letters, digits and hyphens. */
export function projectName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  return name === "" ? "handoffs" : name;
}
