/** Reading a finished build: which files a page needs. */
export type OutputChunks = Record<
  string,
  {
    fileName: string;
    code?: string;
    imports?: string[];
    facadeModuleId?: string | null;
    moduleIds?: string[];
    viteMetadata?: { importedCss: Set<string> };
  }
>;

/** Name of the chunk that a source file opens; `source` is the end of its path. */
export function chunkOf(chunks: OutputChunks, source: string): string {
  const found = Object.values(chunks).find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${source}`));
  if (!found) throw new Error(`The build has no chunk for ${source}. Is it still imported with import()?`);
  return found.fileName;
}

/** The chunks with everything they import at once, and their style sheets; what is imported later is not counted. */
export function staticFiles(chunks: OutputChunks, entries: string[]): string[] {
  const files = new Set<string>();
  const visit = (name: string) => {
    if (files.has(name)) return;
    files.add(name);
    const chunk = chunks[name];
    for (const imported of chunk?.imports ?? []) visit(imported);
    for (const css of chunk?.viteMetadata?.importedCss ?? []) files.add(css);
  };
  for (const entry of entries) visit(entry);
  return [...files];
}
