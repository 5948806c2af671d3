/** A file and the folder it came with, if any. */
export type Chosen = { files: File[]; folder?: string };

/** All files of what was dropped, folders and their folders included. Must be called while the drop is handled. */
export async function droppedFiles(dropped: DataTransfer): Promise<Chosen> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  // Files that come from another page or program may have no entry in a file system.
  if (entries.length === 0) return { files: [...dropped.files] };
  const folder = entries.find((entry) => entry.isDirectory)?.name;
  return { files: (await Promise.all(entries.map(filesOf))).flat(), folder };
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  // A reader answers at most 100 entries a call, and none at the end (File and Directory Entries API).
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

/** The files of an `<input type=file>`; a chosen folder shows in their relative paths. */
export function inputFiles(input: HTMLInputElement): Chosen {
  const files = [...(input.files ?? [])];
  const folder = files[0]?.webkitRelativePath.split('/')[0];
  return { files, folder: folder || undefined };
}
