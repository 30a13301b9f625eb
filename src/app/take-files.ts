/** What is dropped, pasted or chosen: files are documents, folders and ZIPs are batches. */
import type { Tool } from '../contract/tools.ts';
import { isZip } from './intake/source.ts';
import { HOME, navigate, route, toolInView } from './router.ts';
import { addFiles } from './uploads.ts';

export function takeFiles(files: Iterable<File>): void {
  const all = [...files];
  const [first] = all;
  if (first?.webkitRelativePath) {
    const name = first.webkitRelativePath.split('/')[0] ?? '';
    takeBatch(({ addFolder }, tool) => addFolder(name, all, tool));
    return;
  }
  for (const zip of all.filter(isZip)) takeBatch(({ addZip }, tool) => addZip(zip, tool));
  addFiles(all.filter((file) => !isZip(file)));
}

/** To be called while the drop is handled: its folders are out of reach afterwards. */
export function takeDrop({ items, files }: DataTransfer): void {
  const dropped = [...items].filter(({ kind }) => kind === 'file');
  const folders: FileSystemDirectoryEntry[] = [];
  const loose: File[] = [];
  for (const item of dropped) {
    const entry = item.webkitGetAsEntry?.();
    const file = entry?.isDirectory ? null : item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    if (file) loose.push(file);
  }
  for (const folder of folders) takeBatch(({ addFolder }, tool) => addFolder(folder.name, folder, tool));
  takeFiles(dropped.length > 0 ? loose : files);
}

/** Batches stand in the list of all documents, with whatever tool they are read. */
function takeBatch(take: (intake: typeof import('./intake/add-batch.ts'), tool: Tool | null) => Promise<void>): void {
  const tool = toolInView();
  if (route.value.view !== 'home') navigate(HOME);
  void import('./intake/add-batch.ts').then((intake) => take(intake, tool));
}
