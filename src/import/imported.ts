import type { SipShape } from "../adk/route.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";

/** What another format says, in ours. With an error among the diagnostics, nothing of it is to be written. */
export interface Imported {
  readonly destinations: readonly ImportedDestination[];
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportedDestination {
  /** Unique among those of the import. */
  readonly id: string;
  readonly value: DestinationFile;
}

/** The value of a destination file, its keys in the order in which they are written. */
export interface DestinationFile {
  readonly name: string;
  readonly description: string;
  readonly default?: true;
  readonly to: string | { readonly number: string; readonly extension: string } | { readonly sip: SipShape };
  readonly callerId?: string;
  readonly ring?: { readonly timeout: string };
  readonly screening?: { readonly whisper: string };
}

/** A file to import from: its text, and its name as messages show it. */
export interface ImportSource {
  readonly file: string;
  readonly text: string;
}

/** What the project already is that the destinations come into. */
export interface ImportInto {
  /** The id of its default destination; undefined when it has none yet. */
  readonly default: string | undefined;
}
