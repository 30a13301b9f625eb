/**
 * Fetches a model's file into the private file system, piece by piece, and goes on where an earlier try was cut. Runs in a
 * worker: only there are file handles synchronous, and a gigabyte is hashed without disturbing the page.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ApiError } from '../../contract/errors.ts';
import type { Report } from '../worker-rpc.ts';
import { intoCache } from './model-cache.ts';
import { folderOf, nameOf, placeOf } from './places.ts';
import type { FetchFile, ModelFile } from './types.ts';

/** Milliseconds between reports, and between tries to open a file. */
const REPORT_EVERY = 100;
const OPEN_TRIES = 30;
/** Written to the disk at least this often, so that a tab that dies loses no more; bytes. */
const FLUSH_EVERY = 8_000_000;
/** Read at once while what is here already is hashed. */
const PIECE = 4_000_000;

/** SHA-256, or MD5 where that is all that is known of a file. */
interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

const hashFor = ({ sha256: known, md5: other }: ModelFile): Hash =>
  known === undefined && other !== undefined ? md5.create() : sha256.create();

/**
 * Leaves the file where its engine looks for it, whole and with the right checksum. What came before a failure of the
 * connection stays for the next try; a file that is not what the list says is thrown away.
 * `base`: absolute, of the app. Throws `engine_unavailable` or `storage_full`.
 */
export const fetchFile: FetchFile = async (model, file, base, report) => {
  const folder = await folderOf(model.id, true);
  const name = nameOf(file);
  const handle = await folder.getFileHandle(`${name}.part`, { create: true });
  const disk = await openForWriting(handle);
  let wrong = false;
  try {
    const hash = await download(new URL(file.url, base), file, disk, report);
    const expected = file.sha256 ?? file.md5;
    wrong = expected !== undefined && bytesToHex(hash.digest()) !== expected;
  } catch (error) {
    throw toApiError(error, file);
  } finally {
    disk.close();
  }
  if (wrong) {
    await folder.removeEntry(`${name}.part`);
    throw unavailable(
      `What ${new URL(file.url, base).host} sent is not this model: its checksum differs. It was thrown away. Try again later.`,
    );
  }
  const place = placeOf(model, file, base);
  if (place.kind === 'file') await rename(folder, handle, name);
  else {
    await intoCache(place.cache, place.url, await handle.getFile()).catch((error) => {
      throw toApiError(error, file);
    });
    await folder.removeEntry(`${name}.part`);
  }
};

/** A worker that was terminated holds its file for a moment longer. */
async function openForWriting(handle: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let tries = 0; ; tries++) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NoModificationAllowedError')) throw error;
      if (tries === OPEN_TRIES) throw unavailable('The model is already being fetched in another tab.');
      await new Promise((resolve) => setTimeout(resolve, REPORT_EVERY));
    }
  }
}

/** Resolves with the hash of the whole file once it is on the disk. */
async function download(
  url: URL,
  file: ModelFile,
  disk: FileSystemSyncAccessHandle,
  report: Report<{ done: number }>,
): Promise<Hash> {
  const { bytes } = file;
  let { at, hash } = rehash(disk, file, report);
  if (at === bytes) return hash;
  const response = await request(url, at);
  if (at > 0 && !continues(response, at, bytes)) {
    // The host knows no ranges, so it sends the file from its beginning; or it has another file there.
    disk.truncate(0);
    if (response.status !== 200) throw unavailable(`${url.host} does not go on with the model's file. Try again.`);
    at = 0;
    hash = hashFor(file);
  }
  if (!response.body) throw unavailable(`${url.host} sent nothing. Try again later.`);
  let flushed = at;
  let last = 0;
  for await (const piece of response.body) {
    if (at + piece.length > bytes) {
      disk.truncate(0);
      throw unavailable(
        `What ${url.host} sent is not this model: it is too long. It was thrown away. Try again later.`,
      );
    }
    if (disk.write(piece, { at }) !== piece.length) throw new DOMException('disk full', 'QuotaExceededError');
    hash.update(piece);
    at += piece.length;
    if (at - flushed >= FLUSH_EVERY) {
      disk.flush();
      flushed = at;
    }
    if (Date.now() - last >= REPORT_EVERY) {
      last = Date.now();
      report({ done: at });
    }
  }
  disk.flush();
  report({ done: at });
  if (at < bytes) throw unavailable(`The connection to ${url.host} was cut. What came is kept: go on when online.`);
  return hash;
}

/** Takes up what is here already; more than the whole file is no beginning of it. */
function rehash(
  disk: FileSystemSyncAccessHandle,
  file: ModelFile,
  report: Report<{ done: number }>,
): { at: number; hash: Hash } {
  const hash = hashFor(file);
  if (disk.getSize() > file.bytes) disk.truncate(0);
  const here = disk.getSize();
  const piece = new Uint8Array(Math.min(PIECE, here));
  let at = 0;
  while (at < here) {
    const read = disk.read(piece, { at });
    hash.update(piece.subarray(0, read));
    at += read;
    report({ done: at });
  }
  return { at, hash };
}

async function request(url: URL, from: number): Promise<Response> {
  // no-store: the service worker passes it on, and the browser's own cache keeps no second copy of gigabytes.
  const response = await fetch(url, {
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(from > 0 && { headers: { Range: `bytes=${from}-` } }),
  });
  // 416: the host's file ends before what is here.
  if (response.ok || (from > 0 && response.status === 416)) return response;
  throw unavailable(`${url.host} does not give the model's file (status ${response.status}). Try again later.`);
}

/** Whether the answer is the rest of the same file. Content-Range is hidden on another origin that does not expose it. */
function continues(response: Response, from: number, bytes: number): boolean {
  if (response.status !== 206) return false;
  const range = response.headers.get('Content-Range');
  return range === null || range === `bytes ${from}-${bytes - 1}/${bytes}`;
}

/** `move` of files is in all engines that have the private file system, but not in TypeScript's library. */
async function rename(folder: FileSystemDirectoryHandle, handle: FileSystemFileHandle, name: string): Promise<void> {
  await folder.removeEntry(name).catch(() => {});
  await (handle as FileSystemFileHandle & { move(name: string): Promise<void> }).move(name);
}

function toApiError(error: unknown, { url }: ModelFile): unknown {
  if (error instanceof ApiError) return error;
  const { name } = error as Error;
  if (name === 'QuotaExceededError') {
    return new ApiError(
      'storage_full',
      "The browser's storage for this site is full. Delete what is no longer needed and go on.",
    );
  }
  if (error instanceof TypeError) {
    return unavailable(
      `The model's file ${url.split('/').at(-1)} could not be fetched. What came is kept: go on when online.`,
    );
  }
  return error;
}

const unavailable = (message: string): ApiError => new ApiError('engine_unavailable', message);
