/** A file that the host builds: asked for, waited for, and given up once nobody waits for it any more. */
import { ApiError } from '../contract/errors.ts';
import { announce } from '../store/changes.ts';
import { askForExport, cancelExport, type ExportSpec, exportKey } from '../store/exports.ts';
import type { BlobRecord } from '../store/schema.ts';
import type { Context } from './handle.ts';
import { waitForHost } from './wait.ts';

/** How many of this realm wait for a file. Those of other realms ask anew where it was taken back under them. */
const waiting = new Map<string, number>();

/**
 * The built file, or why it could not be built. Aborted by the last one that waits for it, its building ends. Throws
 * the signal's reason then, `no_host` where nobody can build, `not_found` where the job was deleted meanwhile.
 */
export async function builtFile(
  uuid: string,
  spec: ExportSpec,
  context: Context,
  signal: AbortSignal,
): Promise<BlobRecord> {
  signal.throwIfAborted();
  const key = exportKey(uuid, spec);
  const look = async (): Promise<BlobRecord | undefined> => {
    // A last look would queue anew what was just taken back.
    if (signal.aborted) return undefined;
    const asked = await askForExport(uuid, spec);
    if (asked === 'gone') throw new ApiError('not_found', 'The job was deleted while its file was being built.');
    if (asked === 'queued') announce({ type: 'task', uuid });
    return typeof asked === 'string' ? undefined : asked;
  };
  waiting.set(key, (waiting.get(key) ?? 0) + 1);
  try {
    return await waitForHost(uuid, context, look, signal ? { signal } : {});
  } finally {
    const left = (waiting.get(key) ?? 1) - 1;
    if (left > 0) waiting.set(key, left);
    else waiting.delete(key);
    if (left === 0 && signal.aborted && (await cancelExport(uuid, spec))) announce({ type: 'task', uuid });
  }
}
