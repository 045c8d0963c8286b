/** What all parts of one run share. */
import type { Project } from "./project.ts";
import type { ProviderRegistry } from "./provider/registry.ts";
import type { Report } from "./report.ts";
import type { Snapshot } from "./state/snapshot.ts";
import type { Work } from "./work.ts";

export interface Deployment {
  readonly project: Project;
  readonly stack: string;
  /** A preview: providers are asked, nothing is changed, nothing is written. */
  readonly dryRun: boolean;
  readonly snapshot: Snapshot;
  readonly providers: ProviderRegistry;
  readonly report: Report;
  readonly work: Work;
}
