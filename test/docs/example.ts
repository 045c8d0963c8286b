/** The files of a page's example: a path in backticks, then the text. */
export function exampleOf(page: string): ReadonlyMap<string, string> {
  const blocks = page.matchAll(/^`([^`\n]+)`:\n\n```[a-z]+\n(.*?)```$/gms);
  return new Map([...blocks].map(([, file = "", text = ""]) => [file, text]));
}
