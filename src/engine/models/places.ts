/**
 * Where a model's files lie. wllama reads GGUF files from the origin's private file system; web-llm finds its files in
 * the caches where it would itself put them, by their addresses, and so fetches nothing.
 */
import type { ModelDescription, ModelFile } from './types.ts';

export type Place = { kind: 'file'; name: string } | { kind: 'cache'; cache: string; url: string };

/** The folder of all models, in the root of the private file system. */
const FOLDER = 'models';

/** web-llm's caches by what they hold (0.2.86, `cache_util`). */
const CACHES: Record<ModelFile['role'], string> = {
  weights: 'webllm/model',
  projector: 'webllm/model',
  tokenizer: 'webllm/model',
  config: 'webllm/config',
  library: 'webllm/wasm',
};

/** `base`: absolute, of the app. */
export function placeOf({ engine }: Pick<ModelDescription, 'engine'>, file: ModelFile, base: string): Place {
  const url = new URL(file.url, base).href;
  return engine === 'web-llm' ? { kind: 'cache', cache: CACHES[file.role], url } : { kind: 'file', name: nameOf(file) };
}

/** Of a file while it comes, and of one that stays. Told by content where its hash is known, else by address. */
export function nameOf({ url, bytes, sha256 }: ModelFile): string {
  const last = url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  const readable = last.replace(/[^\w.-]/g, '_').slice(-60);
  return `${sha256?.slice(0, 16) ?? addressHash(url)}-${bytes}-${readable}`;
}

/** FNV-1a: only tells addresses apart. */
function addressHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The folder of a model's files; rejects with NotFoundError where it is not there and not to be made. */
export async function folderOf(id: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const models = await root.getDirectoryHandle(FOLDER, { create });
  return models.getDirectoryHandle(encodeURIComponent(id), { create });
}

/** Removes the folder with all that is in it, if it is there. */
export async function removeFolder(id: string): Promise<void> {
  try {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
    await models.removeEntry(encodeURIComponent(id), { recursive: true });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}

/** A file of a model as it lies on the disk; undefined where it is not there or not whole. */
export async function openFile(id: string, file: ModelFile): Promise<File | undefined> {
  try {
    const handle = await (await folderOf(id, false)).getFileHandle(nameOf(file));
    const opened = await handle.getFile();
    return opened.size === file.bytes ? opened : undefined;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}
