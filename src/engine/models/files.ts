/** A model's files on this device: which are here, whether there is room for the rest, and away with them. */
import { ApiError } from '../../contract/errors.ts';
import { folderOf, openFile, placeOf, removeFolder } from './places.ts';
import type { ModelDescription, ModelFile } from './types.ts';

/** Left free for the app's own work: a job's pages and pictures. */
const RESERVE = 200_000_000;

export interface FileState {
  file: ModelFile;
  here: boolean;
}

/** File by file, by presence and size. Nothing is fetched. */
export function checkFiles(model: ModelDescription, base: string): Promise<FileState[]> {
  return Promise.all(model.files.map(async (file) => ({ file, here: await isHere(model, file, base) })));
}

async function isHere(model: ModelDescription, file: ModelFile, base: string): Promise<boolean> {
  const place = placeOf(model, file, base);
  if (place.kind === 'file') return (await openFile(model.id, file)) !== undefined;
  const response = await (await caches.open(place.cache)).match(place.url);
  return Number(response?.headers.get('Content-Length')) === file.bytes;
}

/** Bytes of files that began to come and were cut off. */
export async function partialBytes(model: ModelDescription): Promise<number> {
  let sum = 0;
  for await (const [name, handle] of await entriesOf(model.id)) {
    if (name.endsWith('.part') && handle.kind === 'file')
      sum += (await (handle as FileSystemFileHandle).getFile()).size;
  }
  return sum;
}

/**
 * Throws `storage_full` where the files that are missing would not fit. While a file of a cache moves there it lies on the
 * disk twice.
 */
export async function checkRoom(model: ModelDescription, base: string): Promise<void> {
  const missing = (await checkFiles(model, base)).filter(({ here }) => !here).map(({ file }) => file.bytes);
  if (missing.length === 0) return;
  const twice = model.engine === 'web-llm' ? Math.max(...missing) : 0;
  const needed = missing.reduce((sum, bytes) => sum + bytes, twice) - (await partialBytes(model));
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage >= needed + RESERVE) return;
  const mb = (bytes: number) => Math.max(0, Math.ceil(bytes / 1_000_000));
  throw new ApiError(
    'storage_full',
    `The model takes ${mb(needed)} MB, and this site has ${mb(quota - usage - RESERVE)} MB left. Delete what is no longer needed.`,
    { needed, free: Math.max(0, quota - usage - RESERVE) },
  );
}

/** Removes all that is here of it, also what began to come. Files of another model stay. */
export async function deleteFiles(model: ModelDescription, base: string): Promise<void> {
  for (const file of model.files) {
    const place = placeOf(model, file, base);
    if (place.kind === 'cache') await (await caches.open(place.cache)).delete(place.url);
  }
  await removeFolder(model.id);
}

async function entriesOf(id: string): Promise<AsyncIterable<[string, FileSystemHandle]>> {
  try {
    return (await folderOf(id, false)).entries();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    return (async function* () {})();
  }
}
