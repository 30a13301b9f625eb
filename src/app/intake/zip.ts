/** The files of a ZIP, unpacked one at a time. */
import type JSZip from 'jszip';
import { LIMITS } from '../../contract/limits.ts';
import { decodeEntryName } from './entry-name.ts';
import { BATCH_LIMITS, type Harvest, harvest, problem, type Source } from './source.ts';

type Limits = { zipBytes: number; unpackedBytes: number; fileBytes: number };
const LIMITS_HERE: Limits = { ...BATCH_LIMITS, fileBytes: LIMITS.fileBytes };

/** Opens a ZIP; `locale` is the interface's language, for names that do not say how they are written. */
export async function openZip(file: Blob, locale: string, limits = LIMITS_HERE): Promise<Harvest> {
  if (file.size > limits.zipBytes) {
    return { problem: problem('zip_too_large', { limit: limits.zipBytes, actual: file.size }) };
  }
  const { default: JsZip } = await import('jszip');
  let zip: JSZip;
  try {
    zip = await JsZip.loadAsync(await file.arrayBuffer(), {
      decodeFileName: (bytes) => decodeEntryName(bytes as Uint8Array, locale),
    });
  } catch (error) {
    return { problem: problem(/encrypt/i.test(String(error)) ? 'zip_encrypted' : 'zip_damaged') };
  }
  const budget = { left: limits.unpackedBytes };
  const found = Object.values(zip.files).flatMap((entry): Source[] => {
    // Windows programs of old wrote backslashes.
    const path = entry.name.replaceAll('\\', '/');
    return entry.dir || path.endsWith('/')
      ? []
      : [{ path, open: (signal) => unpack(entry, path, budget, limits, signal) }];
  });
  return harvest(found);
}

/** Documented, but left out of the library's types for an entry. */
interface Streamed extends JSZip.JSZipObject {
  internalStream(type: 'uint8array'): JSZip.JSZipStreamHelper<Uint8Array>;
}

/**
 * One file of the ZIP. What a ZIP says of its sizes may be a lie: the bytes are counted as they come, and it ends where
 * the file or all of them together go beyond what is taken.
 */
async function unpack(
  entry: JSZip.JSZipObject,
  path: string,
  budget: { left: number },
  limits: Limits,
  signal: AbortSignal,
): Promise<File | ReturnType<typeof problem>> {
  if (budget.left === 0) return problem('unpacks_too_large', { limit: limits.unpackedBytes });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const ended = await new Promise<null | ReturnType<typeof problem>>((resolve, reject) => {
    const stream = (entry as Streamed).internalStream('uint8array');
    const end = (result: null | ReturnType<typeof problem>) => {
      stream.pause();
      resolve(result);
    };
    signal.addEventListener('abort', () => {
      stream.pause();
      reject(signal.reason);
    });
    stream.on('data', (chunk) => {
      size += chunk.length;
      if (size > limits.fileBytes) {
        end(problem('file_too_large', { limit: limits.fileBytes, actual: size }));
      } else if (size > budget.left) {
        end(problem('unpacks_too_large', { limit: limits.unpackedBytes }));
      } else {
        parts.push(chunk as Uint8Array<ArrayBuffer>);
      }
    });
    stream.on('error', () => end(problem('zip_damaged')));
    stream.on('end', () => resolve(null));
    stream.resume();
  });
  // The rest of a stretch comes all the same after the stream was stopped.
  budget.left = Math.max(0, budget.left - Math.min(size, limits.fileBytes));
  return ended ?? new File(parts, path.split('/').at(-1) ?? path, { lastModified: entry.date.getTime() });
}
