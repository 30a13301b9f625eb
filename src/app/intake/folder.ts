/** The files of a folder, dropped or chosen. */
import { type Harvest, harvest, isSystemFile, problem, type Source } from './source.ts';

/** Walks a dropped folder with all that is in it. A folder that cannot be looked into is left out. */
export async function walkFolder(root: FileSystemDirectoryEntry): Promise<Harvest> {
  const found: Source[] = [];
  const walk = async (folder: FileSystemDirectoryEntry, path: string): Promise<void> => {
    for (const entry of await entriesOf(folder)) {
      const at = path + entry.name;
      if (isSystemFile(entry.name)) continue;
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${at}/`);
      else found.push({ path: at, open: () => fileOf(entry as FileSystemFileEntry) });
    }
  };
  await walk(root, '');
  return harvest(found);
}

/** The same of files that a picker gave: their paths begin with the folder that was chosen. */
export const pickedFolder = (files: readonly File[]): Harvest =>
  harvest(
    files.map((file) => ({
      path: file.webkitRelativePath.split('/').slice(1).join('/'),
      open: async () => file,
    })),
  );

/** A reader gives its entries in stretches (Chromium: 100); only an empty one is the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File | ReturnType<typeof problem>>((resolve) => {
    entry.file(resolve, () => resolve(problem('file_gone')));
  });
