import { folders, type Source, type SourceFile } from "../../../src/source/source.ts";

/** The files of a project that are written, as they would be read again. */
export function sourceOfFiles(files: Readonly<Record<string, string>>): Source {
  const kinds = Object.entries(folders) as readonly (readonly [keyof typeof folders, string])[];
  const found = Object.entries(files).flatMap(([file, text]): readonly SourceFile[] => {
    if (file === "handoffs.yaml") return [{ kind: "project", id: "handoffs", file, text }];
    const kind = kinds.find(([, folder]) => file.startsWith(`${folder}/`))?.[0];
    const id = /([^/]*)\.yaml$/.exec(file)?.[1];
    return kind && id !== undefined ? [{ kind, id, file, text }] : [];
  });
  return { files: found, diagnostics: [] };
}
