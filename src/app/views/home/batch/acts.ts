/** What can be done with a batch as a whole. */
import { FORMATS, type Format } from '../../../../contract/formats.ts';
import type { JobSummary } from '../../../../contract/job.ts';
import { api } from '../../../api.ts';
import { batches, forgetBatch } from '../../../batches.ts';
import { batchesOf, tagOf } from '../../../group-jobs.ts';
import { cancelJob, deleteJob, jobs, loadTagged, refreshJobs } from '../../../jobs.ts';
import { saveBlob } from '../../../save.ts';

export const isRunning = ({ status }: JobSummary): boolean => status === 'pending' || status === 'processing';

/** Sends no further file and ends what is in work; what is read stays. Throws ApiError. */
export async function cancelBatch(name: string): Promise<void> {
  await stopSending(name);
  // The file that was under way when this was asked is listed by now, if not yet here.
  await loadTagged(tagOf(name));
  for (const job of membersOf(name).filter(isRunning)) await cancelJob(job.uuid);
}

/** Deletes every document of the batch, but for those that stand in another one too: these only leave it. Throws ApiError. */
export async function deleteBatch(name: string): Promise<void> {
  await stopSending(name);
  await loadTagged(tagOf(name));
  for (const job of membersOf(name)) {
    if (batchesOf(job).length === 1) {
      await deleteJob(job.uuid);
      continue;
    }
    const body = JSON.stringify({ tags: job.tags.filter((tag) => tag !== tagOf(name)) });
    await api(`ocr/${job.uuid}/`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body });
  }
  forgetBatch(name);
  refreshJobs();
}

/**
 * Saves one ZIP with a folder a document. Files that take time to build are built first, one by one: a browser gives an
 * answer up that is not there after five minutes. `onBuilding` gets the number of the document, from 1. Throws ApiError,
 * the signal's reason once it aborts.
 */
export async function downloadBatch(
  name: string,
  documents: readonly JobSummary[],
  formats: readonly Format[],
  onBuilding: (document: number | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const built = formats.filter((format) => FORMATS[format].built);
  for (const [i, { uuid }] of documents.entries()) {
    if (built.length > 0) onBuilding(i + 1);
    for (const format of built) await (await api(`ocr/${uuid}/download/?format=${format}`, { signal })).body?.cancel();
  }
  onBuilding(null);
  const body = JSON.stringify({ jobs: documents.map(({ uuid }) => uuid), formats });
  const headers = { 'Content-Type': 'application/json' };
  const response = await api('exports/', { method: 'POST', headers, body, signal });
  await saveBlob(await response.blob(), `${name}.zip`);
}

const membersOf = (name: string): JobSummary[] => jobs.value?.filter((job) => batchesOf(job).includes(name)) ?? [];

async function stopSending(name: string): Promise<void> {
  if (!batches.value.has(name)) return;
  const { stopBatch } = await import('../../../intake/send-batch.ts');
  await stopBatch(name);
}
