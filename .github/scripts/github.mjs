/** Whom comments and issues of a workflow are by. */
export const bot = "github-actions[bot]";

/** GitHub takes so many characters of a comment or an issue. */
const most = 65_536;

/** A setting of the step; its absence is a fault of the workflow. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`The step needs ${name} in its environment.`);
  return value;
}

/** One request to GitHub's REST API about this repository. https://docs.github.com/rest */
export async function github(method, path, body) {
  const url = `${process.env.GITHUB_API_URL ?? "https://api.github.com"}/repos/${setting("GITHUB_REPOSITORY")}/${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${setting("GITHUB_TOKEN")}`,
      "x-github-api-version": "2022-11-28",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}

/** Every item of a list. */
export async function all(path) {
  const items = [];
  for (let page = 1; ; page += 1) {
    const found = await github("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
    items.push(...found);
    if (found.length < 100) return items;
  }
}

/** The one that a workflow has written before, by a mark that readers do not see. */
export const marked = (items, mark) =>
  items.find(({ user, body }) => user?.login === bot && body?.startsWith(`${mark}\n`));

/** A text under its mark, no longer than GitHub takes. */
export function under(mark, text) {
  const whole = `${mark}\n${text}`;
  return whole.length <= most
    ? whole
    : `${whole.slice(0, most - 50)}\n\n… and more, which GitHub has no room for.\n`;
}
