/** What is dropped, pasted or chosen: files are documents, folders and ZIPs are batches. */
import { isZip } from './intake/source.ts';
import { HOME, navigate, route } from './router.ts';
import { addFiles } from './uploads.ts';

export function takeFiles(files: Iterable<File>): void {
  const all = [...files];
  const [first] = all;
  if (first?.webkitRelativePath) {
    const name = first.webkitRelativePath.split('/')[0] ?? '';
    takeBatch(({ addFolder }) => addFolder(name, all));
    return;
  }
  for (const zip of all.filter(isZip)) takeBatch(({ addZip }) => addZip(zip));
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
  for (const folder of folders) takeBatch(({ addFolder }) => addFolder(folder.name, folder));
  takeFiles(dropped.length > 0 ? loose : files);
}

function takeBatch(take: (intake: typeof import('./intake/add-batch.ts')) => Promise<void>): void {
  if (route.value.view !== 'home') navigate(HOME);
  void import('./intake/add-batch.ts').then(take);
}
