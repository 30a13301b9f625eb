/** What answers each endpoint. */
import { JobPatch } from '../contract/endpoints.ts';
import { cleanName } from '../document/file-names.ts';
import { retry } from '../store/admission.ts';
import { announce } from '../store/changes.ts';
import { deleteJob, failJob, listJobs } from '../store/jobs.ts';
import { issueTicket } from '../store/tickets.ts';
import { accountAnswers } from './account.ts';
import { appFile } from './app-file.ts';
import { backupAnswers } from './backup.ts';
import { chatAnswers } from './chat.ts';
import { createJob } from './create-job.ts';
import { download, requireDone, selectPages } from './download.ts';
import { exportAnswers } from './exports.ts';
import type { Answers } from './handle.ts';
import { json } from './http.ts';
import { changeOwn, findJob, findView } from './jobs.ts';
import { languageAnswers } from './languages.ts';
import { modelAnswers, visionModel } from './models.ts';
import { pageAnswers } from './pages.ts';
import { checkBody } from './validate.ts';

const DEFAULT_LIST = 50;
const NO_TAB = 'No tab of the app is open. Open the app in this browser.';

export const ANSWERS: Answers = {
  'GET ': async (call) => {
    const host = await call.context.hostHeld();
    const vision = await visionModel(call);
    return json({
      name: 'Barg',
      version: __APP_VERSION__,
      engines: {
        cpu: { ready: host, reason: host ? null : NO_TAB },
        vlm: { ready: host && vision.id !== undefined, reason: vision.cause ?? (host ? null : NO_TAB) },
      },
    });
  },

  'POST ocr/': async ({ request, caller, context }) => json(await createJob(request, caller, context)),

  'GET ocr/': async ({ caller, query: { limit = DEFAULT_LIST, before = Number.MAX_SAFE_INTEGER, ...filter } }) => {
    const { jobs, next } = await listJobs(caller.sees, { limit, before, ...filter });
    return json({ jobs, next: next === null ? null : String(next) });
  },

  'GET ocr/{uuid}/': async (call) => json(await findView(call, call.query.pages)),

  'PATCH ocr/{uuid}/': async (call) => {
    const { filename, tags } = await checkBody(JobPatch, call.request);
    return json(
      await changeOwn(call, ({ summary }) => {
        if (filename !== undefined) summary.filename = cleanName(filename);
        if (tags) summary.tags = [...new Set(tags)];
      }),
    );
  },

  'DELETE ocr/{uuid}/': async (call) => {
    const { job } = await findJob(call);
    await deleteJob(job.uuid);
    announce({ type: 'deleted', uuid: job.uuid });
    return new Response(null, { status: 204 });
  },

  // Cancelling a job that is over changes nothing.
  'POST ocr/{uuid}/cancel/': async (call) => {
    const { job } = await findJob(call);
    await failJob(job.uuid, {
      code: 'cancelled',
      message: 'The job was cancelled. Pages that were finished are kept.',
    });
    announce({ type: 'job', uuid: job.uuid });
    return json(await findView(call));
  },

  'POST ocr/{uuid}/retry/': async (call) => {
    const { job } = await findJob(call);
    await retry(job.uuid, call.caller);
    announce({ type: 'job', uuid: job.uuid });
    announce({ type: 'task', uuid: job.uuid });
    return json(await findView(call));
  },

  'GET ocr/{uuid}/download/': async (call) => download(await findView(call), call.query, call),

  'POST ocr/{uuid}/link/': async (call) => {
    const job = await findView(call);
    requireDone(job);
    selectPages(job, call.query.pages);
    const query = new URLSearchParams(Object.entries(call.query).filter(([, value]) => value !== undefined));
    const { ticket, expires_at } = await issueTicket(job.uuid, query.toString());
    const url = new URL('../download/', call.request.url.replace(/\/?(\?.*)?$/, '/'));
    url.search = new URLSearchParams({ format: call.query.format, ticket }).toString();
    return json({ url: url.href, expires_at: new Date(expires_at).toISOString() });
  },

  ...pageAnswers,

  ...exportAnswers,

  ...chatAnswers,

  ...accountAnswers,

  ...backupAnswers,

  ...languageAnswers,

  ...modelAnswers,

  // These two are made when the app is built; they lie beside it like any other file.
  'GET tools/': async ({ context }) => json(await appFile(context, 'tools.json')),

  'GET openapi.json': async ({ context }) => json(await appFile(context, 'openapi.json')),
};
