/** Single pages of a job: their picture, proofreading, reading again. */
import { PagePatchBody, RecogniseBody } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import { announce } from '../store/changes.ts';
import { readPicture } from '../store/jobs.ts';
import { isQueued, patchPage, readPage, requestPicture, requestRereading } from '../store/pages.ts';
import type { BlobRecord, JobRecord } from '../store/schema.ts';
import { requireDone } from './download.ts';
import type { Answers, Call, Context } from './handle.ts';
import { json } from './http.ts';
import { changeOwn, findJob } from './jobs.ts';
import { knownLanguages } from './known-languages.ts';
import { visionModel } from './models.ts';
import { narrowed } from './picture.ts';
import { checkBody } from './validate.ts';
import { waitForHost } from './wait.ts';

export const pageAnswers = {
  'GET ocr/{uuid}/pages/{index}/image/': async (call) => {
    const { job, index } = await findPage(call);
    const picture = (await readPicture(job.uuid, index)) ?? (await drawn(job, index, call.context));
    if (!picture) {
      throw new ApiError(
        'not_found',
        "The page's picture is not made yet, or was deleted with the upload, as the job's retention asks.",
      );
    }
    const { bytes, type } = await narrowed(picture, call.query.width);
    return new Response(bytes, {
      headers: { 'Content-Type': type, 'Content-Length': String(bytes.byteLength), 'Cache-Control': 'no-store' },
    });
  },

  'PATCH ocr/{uuid}/pages/{index}/': async (call) => {
    const { job, index } = await findPage(call);
    const patch = await checkBody(PagePatchBody, call.request);
    requireDone(job.summary);
    if (job.owner !== call.caller.owner) await changeOwn(call, () => {});
    const page = await patchPage(job.uuid, index, patch);
    if (!page) {
      throw new ApiError('bad_field', 'A correction names a block, line, word or cell that this page has not.', {
        field: 'edits',
      });
    }
    announce({ type: 'page', uuid: job.uuid, index });
    if (job.data) announce({ type: 'task', uuid: job.uuid });
    return json(page);
  },

  'POST ocr/{uuid}/pages/{index}/recognise/': async (call) => {
    const { job, index } = await findPage(call);
    const { tier, language, bbox } = await checkBody(RecogniseBody, call.request);
    requireDone(job.summary);
    const vision = tier === 'vlm' ? await visionModel(call) : { id: undefined };
    if ('cause' in vision && vision.cause) throw new ApiError('engine_unavailable', `${vision.cause} Or use tier cpu.`);
    // Without packs the language is told from the page.
    const { packs } = (await knownLanguages(call.context)).resolve(language ?? job.summary.language);
    const again = { packs, ...(bbox && { bbox }), ...(vision.id !== undefined && { vision: vision.id }) };
    const task = await requestRereading(job.uuid, index, again);
    if (task === undefined) {
      throw new ApiError('not_found', "The upload was deleted, as the job's retention asks. Send the file again.");
    }
    announce({ type: 'task', uuid: job.uuid });
    const page = await waitForHost(job.uuid, call.context, async () =>
      (await isQueued(task)) ? undefined : readPage(job.uuid, index),
    );
    return json(page);
  },
} satisfies Partial<Answers>;

/** The picture of a page that is only drawn when somebody looks. */
async function drawn(
  { uuid, media_type }: JobRecord,
  index: number,
  context: Context,
): Promise<BlobRecord | undefined> {
  if (media_type !== 'application/pdf') return undefined;
  const task = await requestPicture(uuid, index);
  if (task === undefined) return undefined;
  announce({ type: 'task', uuid });
  const done = await waitForHost(uuid, context, async () => ((await isQueued(task)) ? undefined : true));
  return done && readPicture(uuid, index);
}

async function findPage(call: Call): Promise<{ job: JobRecord; index: number }> {
  const { job } = await findJob(call);
  const index = /^\d+$/.test(call.params.index ?? '') ? Number(call.params.index) : Number.NaN;
  if (index < job.summary.page_count) return { job, index };
  throw new ApiError('not_found', `This document has no page ${call.params.index}. Pages count from 0.`);
}
