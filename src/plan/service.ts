/** What names a deployment in its account. */
interface Named {
  readonly project: string;
  readonly environment: string;
}

/** The unique name of the Serverless Service that holds the bins and the router of an environment. */
export function serviceName({ project, environment }: Named): string {
  return `handoffs-${project}-${environment}`;
}

/** The unique name of the Serverless Service of the context API, where there is one. */
export function contextServiceName({ project, environment }: Named): string {
  return `context-${project}-${environment}`;
}
