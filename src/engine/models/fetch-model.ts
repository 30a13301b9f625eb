/** Gets a model onto this device, file by file. */
import { ApiError } from '../../contract/errors.ts';
import { createClient, WorkerDiedError } from '../worker-rpc.ts';
import { checkFiles, checkRoom } from './files.ts';
import type { listFiles } from './list-files.worker.ts';
import type { FetchFile, ModelDescription, ModelFile } from './types.ts';

export interface FetchState {
  /** Bytes of all files, with those that were here before. */
  done: number;
  total: number;
}

/** A host that sends nothing for so long is taken for gone; what came is kept. Milliseconds. */
const SILENCE = 60_000;

/**
 * Resolves with the model's files when every one is here and right. Aborting pauses: what came is kept, and the next call goes on from there.
 * Rejects with an `ApiError` (`storage_full` before anything is fetched, `engine_unavailable`) or the signal's reason.
 * Ask for `navigator.storage.persist()` before.
 */
export async function fetchModel(
  model: ModelDescription,
  signal: AbortSignal,
  onProgress: (state: FetchState) => void,
): Promise<ModelFile[]> {
  const base = document.baseURI;
  // A fresh worker each time: its policy is the one of the moment when it started.
  const client = createClient<{ fetchFile: FetchFile; listFiles: typeof listFiles }>(
    () =>
      new Worker(new URL('../../../workers/fetch-models.ts', import.meta.url), {
        type: 'module',
        name: 'fetch-models',
      }),
  );
  try {
    const { record } = model;
    const files =
      model.files.length === 0 && record
        ? await client.call('listFiles', [record, base], { signal, silenceMs: SILENCE })
        : model.files;
    await checkRoom({ ...model, files }, base);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const states = await checkFiles({ ...model, files }, base);
    let before = states.filter(({ here }) => here).reduce((sum, { file }) => sum + file.bytes, 0);
    for (const { file, here } of states) {
      if (here) continue;
      await client.call('fetchFile', [{ id: model.id, engine: model.engine }, file, base], {
        signal,
        silenceMs: SILENCE,
        onProgress: ({ done }) => onProgress({ done: before + done, total }),
      });
      before += file.bytes;
      onProgress({ done: before, total });
    }
    return files;
  } catch (error) {
    if (!(error instanceof WorkerDiedError)) throw error;
    throw new ApiError('engine_unavailable', 'The model stopped coming. What came is kept: go on when online.');
  } finally {
    client.close();
  }
}
